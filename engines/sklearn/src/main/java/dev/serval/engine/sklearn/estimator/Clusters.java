package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// The nearest of some centers, and the distances to all of them: k-means.
record Clusters(String name, Labels classes, Matrix centers) implements Classifier {
    static Clusters of(Attributes attributes) {
        Matrix centers = attributes.matrix("cluster_centers_");
        return new Clusters(attributes.className(), Labels.ofClusters(centers.rows()), centers);
    }

    @Override
    public int features() {
        return centers.columns();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.TRANSFORM);
    }

    /// Squared distances below zero.
    @Override
    public Matrix scores(Matrix rows) {
        rows.requireFinite(name);
        Matrix scores = Matrix.zeros(rows.rows(), centers.rows());
        for (int row = 0; row < rows.rows(); row++) {
            for (int center = 0; center < centers.rows(); center++) {
                double sum = 0;
                for (int i = 0; i < centers.columns(); i++) {
                    double apart = rows.at(row, i) - centers.at(center, i);
                    sum += apart * apart;
                }
                scores.set(row, center, -sum);
            }
        }
        return scores;
    }

    /// A single cluster always wins.
    @Override
    public Matrix predict(Matrix rows) {
        return centers.rows() == 1 ? Matrix.zeros(rows.rows(), 1) : Scores.winners(scores(rows));
    }

    @Override
    public Matrix evaluate(Method method, Matrix rows) {
        return method == Method.TRANSFORM
                ? scores(rows).map(score -> Math.sqrt(-score))
                : Classifier.super.evaluate(method, rows);
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        throw new IllegalArgumentException("clusters have no probabilities");
    }
}
