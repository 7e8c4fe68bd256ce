package dev.serval.engine.sklearn.estimator;

import java.util.List;
import java.util.Set;

/// AdaBoost of classes (Zhu, Zou, Rosset and Hastie, "Multi-class AdaBoost", 2009): members vote
/// with their weights, or, in what was SAMME.R, with the logarithms of their probabilities.
record AdaptiveClassifier(Labels classes, List<Member> members, boolean byProbability)
        implements Classifier {
    AdaptiveClassifier {
        members = List.copyOf(members);
    }

    static AdaptiveClassifier of(Attributes attributes, EstimatorReader nested) {
        double[] weights = attributes.array("estimator_weights_").toDoubles();
        List<Member> members = Member.weighted(attributes, "estimators_", weights, nested);
        Labels classes = attributes.labels("classes_");
        boolean byProbability = attributes.text("algorithm", "SAMME").equals("SAMME.R");
        for (Member member : members) {
            Labels told =
                    member.estimator().labels().orElseThrow(() -> attributes.unread("a regressor"));
            if (told.count() != classes.count()) {
                throw attributes.unread("a member that knows %d classes".formatted(told.count()));
            }
        }
        return new AdaptiveClassifier(classes, members, byProbability);
    }

    @Override
    public int features() {
        return members.getFirst().estimator().features();
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PREDICT, Method.PREDICT_PROBA, Method.DECISION_FUNCTION);
    }

    @Override
    public Matrix scores(Matrix rows) {
        int count = classes.count();
        Matrix sums = Matrix.zeros(rows.rows(), count);
        double weights = 0;
        for (Member member : members) {
            sums.addAll(byProbability ? logarithms(member, rows) : votes(member, rows), 1);
            weights += member.weight();
        }
        double all = weights;
        Matrix means = sums.map(sum -> sum / all);
        if (count != 2) {
            return means;
        }
        Matrix decisions = Matrix.zeros(rows.rows(), 1);
        for (int row = 0; row < rows.rows(); row++) {
            decisions.set(row, 0, means.at(row, 1) - means.at(row, 0));
        }
        return decisions;
    }

    /// The weight for the class that it predicts, and the same in all against the others.
    private Matrix votes(Member member, Matrix rows) {
        Matrix predicted = member.ask(Method.PREDICT, rows);
        Matrix votes = Matrix.zeros(rows.rows(), classes.count());
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < classes.count(); i++) {
                boolean told = predicted.at(row, 0) == i;
                double against = -member.weight() / (classes.count() - 1);
                votes.set(row, i, told ? member.weight() : against);
            }
        }
        return votes;
    }

    private Matrix logarithms(Member member, Matrix rows) {
        Matrix logarithms =
                member.ask(Method.PREDICT_PROBA, rows)
                        .map(share -> Math.log(Math.max(share, Math.ulp(1.0))));
        for (int row = 0; row < rows.rows(); row++) {
            double sum = 0;
            for (int i = 0; i < classes.count(); i++) {
                sum += logarithms.at(row, i);
            }
            for (int i = 0; i < classes.count(); i++) {
                double centered = logarithms.at(row, i) - sum / classes.count();
                logarithms.set(row, i, (classes.count() - 1) * centered);
            }
        }
        return logarithms;
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        Matrix scores = scores(rows);
        return scores.columns() == 1
                ? Scores.ofTwo(scores.map(Scores::logistic))
                : Scores.softmax(scores.map(score -> score / (classes.count() - 1)));
    }
}
