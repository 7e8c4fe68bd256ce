package dev.serval.engine.sklearn.estimator;

/// Rows, moved to their mean, as sums along some directions: principal components and their like.
record Projection(String name, LinearMap map) implements Transformer {
    /// Principal components, made equally wide where they are to be.
    static Projection ofComponents(Attributes attributes) {
        Matrix components = attributes.matrix("components_");
        double[] mean =
                attributes.has("mean_")
                        ? attributes.doubles("mean_", components.columns())
                        : new double[components.columns()];
        double[] scales = new double[components.rows()];
        java.util.Arrays.fill(scales, 1);
        if (attributes.flag("whiten", false)) {
            double[] variances = attributes.doubles("explained_variance_", components.rows());
            for (int i = 0; i < scales.length; i++) {
                scales[i] = 1 / Math.sqrt(variances[i]);
            }
        }
        return new Projection(attributes.className(), map(components, mean, scales));
    }

    private static LinearMap map(Matrix components, double[] mean, double[] scales) {
        Matrix weights = Matrix.zeros(components.rows(), components.columns());
        double[] intercepts = new double[components.rows()];
        for (int i = 0; i < components.rows(); i++) {
            for (int j = 0; j < components.columns(); j++) {
                double weight = components.at(i, j) * scales[i];
                weights.set(i, j, weight);
                intercepts[i] -= weight * mean[j];
            }
        }
        return new LinearMap(weights, intercepts);
    }

    /// Directions without a mean.
    static Projection ofSingularVectors(Attributes attributes) {
        Matrix components = attributes.matrix("components_");
        return new Projection(
                attributes.className(), new LinearMap(components, new double[components.rows()]));
    }

    @Override
    public int features() {
        return map.features();
    }

    @Override
    public int width() {
        return map.results();
    }

    @Override
    public Matrix transform(Matrix rows) {
        return map.apply(rows.requireFinite(name));
    }
}
