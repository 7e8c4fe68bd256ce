package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A member of an ensemble: an estimator and the columns that it is given.
final class Member {
    private final Estimator estimator;
    private final int[] columns;
    private final double weight;

    Member(Estimator estimator, int[] columns, double weight) {
        if (columns.length != estimator.features()) {
            throw new PickleException(
                    "a member of an ensemble is given %d features, expected %d"
                            .formatted(columns.length, estimator.features()));
        }
        this.estimator = estimator;
        this.columns = columns;
        this.weight = weight;
    }

    Estimator estimator() {
        return estimator;
    }

    /// Which of the columns that there are it takes for texts.
    Set<Integer> texts() {
        return estimator.texts().stream().map(i -> columns[i]).collect(Collectors.toSet());
    }

    /// The columns that it is given.
    List<Integer> given() {
        return Arrays.stream(columns).boxed().toList();
    }

    /// How much it says.
    double weight() {
        return weight;
    }

    /// A member that is given all columns.
    static Member ofAll(Estimator estimator, double weight) {
        return new Member(estimator, IntStream.range(0, estimator.features()).toArray(), weight);
    }

    /// Members of an attribute, all with the same say.
    static List<Member> alike(Attributes attributes, String name, EstimatorReader nested) {
        double[] weights = new double[attributes.list(name).size()];
        Arrays.fill(weights, 1);
        return weighted(attributes, name, weights, nested);
    }

    /// Members that say as much as an array tells: one or more, with the same features.
    static List<Member> weighted(
            Attributes attributes, String name, double[] weights, EstimatorReader nested) {
        List<Value> values = attributes.list(name);
        if (weights.length < values.size() || values.isEmpty()) {
            throw new PickleException(
                    "%s: %d weights for %d members"
                            .formatted(attributes.className(), weights.length, values.size()));
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            members.add(ofAll(nested.read(values.get(i)), weights[i]));
        }
        return requireSameFeatures(members);
    }

    /// The members, all of which have as many features.
    static List<Member> requireSameFeatures(List<Member> members) {
        int expected = members.getFirst().estimator.features();
        for (Member member : members) {
            if (member.estimator.features() != expected) {
                throw new PickleException(
                        "a member of an ensemble has %d features, expected %d like the first"
                                .formatted(member.estimator.features(), expected));
            }
        }
        return members;
    }

    boolean answers(Method method) {
        return estimator.methods().contains(method);
    }

    Matrix ask(Method method, Matrix rows) {
        boolean all = columns.length == rows.columns() && isInOrder();
        return estimator.evaluate(method, all ? rows : rows.select(columns));
    }

    private boolean isInOrder() {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != i) {
                return false;
            }
        }
        return true;
    }
}
