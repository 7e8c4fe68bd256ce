package dev.serval.engine.sklearn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the members of a vote, each with its weight.
final class Voting {
    private Voting() {}

    static List<Member> members(Attributes attributes, EstimatorReader nested) {
        int count = attributes.list("estimators_").size();
        if (count == 0) {
            throw attributes.unread("no estimators");
        }
        return Member.weighted(attributes, "estimators_", weights(attributes, count), nested);
    }

    /// Weights were given for those that were dropped too.
    private static double[] weights(Attributes attributes, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        if (!attributes.has("weights")) {
            return weights;
        }
        double[] given = attributes.numbers("weights");
        List<Double> kept = new ArrayList<>();
        List<NamedEstimator> named = NamedEstimator.list(attributes, "estimators");
        for (int i = 0; i < Math.min(given.length, named.size()); i++) {
            if (!named.get(i).isText("drop") && !named.get(i).isPassedThrough()) {
                kept.add(given[i]);
            }
        }
        return kept.stream().mapToDouble(weight -> weight).toArray();
    }
}
