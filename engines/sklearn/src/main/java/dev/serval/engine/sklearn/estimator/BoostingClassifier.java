package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// Gradient boosting of classes.
///
/// @param steepness what scores are multiplied with before they become probabilities
record BoostingClassifier(Labels classes, BoostedTrees trees, double steepness)
        implements Classifier {
    static BoostingClassifier of(Attributes attributes) {
        int results = attributes.array("estimators_").size(1);
        Labels classes = attributes.labels("classes_");
        attributes.requireScores(classes, results);
        Constant start =
                attributes.isText("init_", "zero")
                        ? Constant.zeros(attributes.features(), results)
                        : Constant.ofShares(attributes, results);
        boolean exponential = attributes.text("loss", "log_loss").equals("exponential");
        return new BoostingClassifier(
                classes, BoostedTrees.of(attributes, start), exponential ? 2 : 1);
    }

    @Override
    public int features() {
        return trees.shape().features();
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
                ? Scores.ofTwo(scores.map(it -> Scores.logistic(it * steepness)))
                : Scores.softmax(scores);
    }
}
