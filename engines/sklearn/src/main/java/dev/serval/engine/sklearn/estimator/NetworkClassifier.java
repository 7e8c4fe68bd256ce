package dev.serval.engine.sklearn.estimator;

import java.util.Set;

/// Classes by a network.
record NetworkClassifier(Labels classes, Network network) implements Classifier {
    static NetworkClassifier of(Attributes attributes) {
        Network network = Network.of(attributes);
        Labels classes = attributes.labels("classes_");
        attributes.requireScores(classes, network.results());
        String last = network.last();
        if (!last.equals(network.results() == 1 ? "logistic" : "softmax")) {
            throw attributes.unread("several labels for each row");
        }
        return new NetworkClassifier(classes, network);
    }

    @Override
    public int features() {
        return network.features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA);
    }

    @Override
    public Matrix scores(Matrix rows) {
        return network.sums(rows);
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        Matrix sums = scores(rows);
        return sums.columns() == 1
                ? Scores.ofTwo(sums.map(Scores::logistic))
                : Scores.softmax(sums);
    }
}
