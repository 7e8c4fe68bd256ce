package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;

/// Weighted sums of a row: a row of weights and an intercept for each result.
final class LinearMap {
    private final Matrix weights;
    private final double[] intercepts;

    LinearMap(Matrix weights, double[] intercepts) {
        this.weights = weights;
        this.intercepts = intercepts;
    }

    /// That of `coef_` and `intercept_`.
    static LinearMap of(Attributes attributes) {
        Matrix weights = attributes.matrix("coef_");
        return new LinearMap(weights, intercepts(attributes, weights.rows()));
    }

    /// One for all, or one for each result.
    private static double[] intercepts(Attributes attributes, int count) {
        double[] given =
                attributes.find("intercept_").filter(it -> isOneNumber(it)).isPresent()
                        ? new double[] {attributes.number("intercept_")}
                        : attributes.array("intercept_").toDoubles();
        if (given.length != 1 && given.length != count) {
            throw new PickleException(
                    "%s: 'intercept_' has %d numbers, expected %d"
                            .formatted(attributes.className(), given.length, count));
        }
        double[] intercepts = new double[count];
        for (int i = 0; i < count; i++) {
            intercepts[i] = given[given.length == 1 ? 0 : i];
        }
        return intercepts;
    }

    private static boolean isOneNumber(dev.serval.engine.sklearn.pickle.Value value) {
        return dev.serval.engine.sklearn.numpy.NumpyValues.findReal(value).isPresent();
    }

    int features() {
        return weights.columns();
    }

    int results() {
        return weights.rows();
    }

    Matrix apply(Matrix rows) {
        Matrix sums = Matrix.zeros(rows.rows(), results());
        for (int row = 0; row < rows.rows(); row++) {
            for (int result = 0; result < results(); result++) {
                double sum = 0;
                for (int i = 0; i < weights.columns(); i++) {
                    sum += rows.at(row, i) * weights.at(result, i);
                }
                sums.set(row, result, sum + intercepts[result]);
            }
        }
        return sums;
    }
}
