package dev.serval.engine.sklearn.estimator;

import java.util.List;
import java.util.Set;

/// Classes by the votes or the mean probabilities of others: voting and bagging.
///
/// @param byProbability whether members give their probabilities rather than one vote
record VotingClassifier(
        int features,
        Labels classes,
        List<Member> members,
        boolean byProbability,
        Set<Method> methods)
        implements Classifier {
    private static final Set<Method> ALL = Set.of(Method.PREDICT, Method.PREDICT_PROBA);

    VotingClassifier {
        members = List.copyOf(members);
        methods = Set.copyOf(methods);
    }

    static VotingClassifier of(Attributes attributes, EstimatorReader nested) {
        List<Member> members = Voting.members(attributes, nested);
        boolean soft = attributes.text("voting", "hard").equals("soft");
        return new VotingClassifier(
                members.getFirst().estimator().features(),
                attributes.labels("classes_"),
                requireClasses(attributes, members),
                soft,
                soft ? ALL : Set.of(Method.PREDICT));
    }

    /// Members without probabilities vote, in bagging.
    static VotingClassifier ofBagging(Attributes attributes, EstimatorReader nested) {
        List<Member> members = Bagging.members(attributes, nested);
        boolean soft = members.stream().allMatch(it -> it.answers(Method.PREDICT_PROBA));
        return new VotingClassifier(
                attributes.features(),
                attributes.labels("classes_"),
                requireClasses(attributes, members),
                soft,
                ALL);
    }

    /// Members tell the places of classes among the ensemble's.
    private static List<Member> requireClasses(Attributes attributes, List<Member> members) {
        int count = attributes.labels("classes_").count();
        for (Member member : members) {
            Labels places =
                    member.estimator().labels().orElseThrow(() -> attributes.unread("a regressor"));
            for (int i = 0; i < places.count(); i++) {
                boolean place = places.real(i) >= 0 && places.real(i) < count;
                if (!place || places.kind() == Labels.Kind.TEXT) {
                    throw attributes.unread("a member that tells class " + places.text(i));
                }
            }
        }
        return members;
    }

    @Override
    public Matrix scores(Matrix rows) {
        Matrix sums = Matrix.zeros(rows.rows(), classes.count());
        double weights = 0;
        for (Member member : members) {
            Labels places = member.estimator().labels().orElseThrow();
            Method method = byProbability ? Method.PREDICT_PROBA : Method.PREDICT;
            Matrix said = member.ask(method, rows);
            for (int row = 0; row < rows.rows(); row++) {
                add(sums, said, row, places, member.weight());
            }
            weights += member.weight();
        }
        double all = weights;
        return sums.map(sum -> sum / all);
    }

    private void add(Matrix sums, Matrix said, int row, Labels places, double weight) {
        if (!byProbability) {
            sums.add(row, (int) places.real((int) said.at(row, 0)), weight);
            return;
        }
        for (int i = 0; i < places.count(); i++) {
            sums.add(row, (int) places.real(i), weight * said.at(row, i));
        }
    }

    @Override
    public Matrix probabilities(Matrix rows) {
        return scores(rows);
    }
}
