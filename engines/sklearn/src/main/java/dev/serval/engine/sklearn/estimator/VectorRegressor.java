package dev.serval.engine.sklearn.estimator;

/// Numbers by a support vector machine.
record VectorRegressor(SupportVectors machine, double intercept) implements Regressor {
    static VectorRegressor of(Attributes attributes) {
        String intercept = attributes.has("_intercept_") ? "_intercept_" : "intercept_";
        return new VectorRegressor(
                SupportVectors.of(attributes), attributes.doubles(intercept, 1)[0]);
    }

    @Override
    public int features() {
        return machine.features();
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public Matrix predict(Matrix rows) {
        rows.requireFinite(machine.name());
        Matrix predicted = Matrix.zeros(rows.rows(), 1);
        for (int row = 0; row < rows.rows(); row++) {
            double[] likeness = machine.likeness(rows, row);
            double sum = intercept;
            for (int i = 0; i < likeness.length; i++) {
                sum += machine.weights().at(0, i) * likeness[i];
            }
            predicted.set(row, 0, sum);
        }
        return predicted;
    }
}
