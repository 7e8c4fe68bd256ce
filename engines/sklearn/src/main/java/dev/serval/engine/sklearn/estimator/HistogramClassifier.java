package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// Histogram-based boosting of classes.
record HistogramClassifier(Labels classes, HistogramBoosting trees) implements Classifier {
    static HistogramClassifier of(Attributes attributes) {
        Labels classes = attributes.labels("classes_");
        HistogramBoosting trees = HistogramBoosting.of(attributes);
        attributes.requireScores(classes, trees.results());
        return new HistogramClassifier(classes, trees);
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA, Method.DECISION_FUNCTION);
    }

    @Override
    public Matrix scores(Matrix rows) {
        return trees.sums(rows);
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        Matrix scores = scores(rows);
        return scores.columns() == 1
                ? Scores.ofTwo(scores.map(Scores::logistic))
                : Scores.softmax(scores);
    }
}
