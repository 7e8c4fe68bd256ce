package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;

/// The rows that a support vector machine remembers, and their weights as libsvm keeps them.
record SupportVectors(String name, Kernel kernel, Matrix vectors, Matrix weights) {
    static SupportVectors of(Attributes attributes) {
        if (attributes.flag("_sparse", false)) {
            throw attributes.unread("sparse rows");
        }
        Matrix vectors = attributes.matrix("support_vectors_");
        Matrix weights =
                attributes.matrix(attributes.has("_dual_coef_") ? "_dual_coef_" : "dual_coef_");
        if (weights.columns() != vectors.rows()) {
            throw new PickleException(
                    "%s: %d weights, expected one for each of %d support vectors"
                            .formatted(attributes.className(), weights.columns(), vectors.rows()));
        }
        return new SupportVectors(attributes.className(), Kernel.of(attributes), vectors, weights);
    }

    int features() {
        return vectors.columns();
    }

    /// How alike a row is to each vector.
    double[] likeness(Matrix rows, int row) {
        double[] likeness = new double[vectors.rows()];
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = kernel.of(rows, row, vectors, i);
        }
        return likeness;
    }
}
