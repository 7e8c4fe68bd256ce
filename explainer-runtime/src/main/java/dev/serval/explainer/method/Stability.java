package dev.serval.explainer.method;

import dev.serval.explainer.method.Explanation.Adversarial;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.method.Explanation.Curves;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// How much explanations of the same instance by several seeds agree: 1 where they are the same.
public final class Stability {
    private Stability() {}

    /// The mean agreement of each two of them; empty if there is only one.
    ///
    /// Of attributions and curves it is the cosine between all their values, of anchors whether the
    /// rule is the same, of counterfactuals how many of the features are the same that the nearest
    /// rows change, and of attacks whether they come to the same class.
    ///
    /// @throws ClassCastException if they are not of one kind
    public static OptionalDouble of(List<Explanation> explanations) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < explanations.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += agreement(explanations.get(i), explanations.get(j));
                pairs++;
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
    }

    private static double agreement(Explanation left, Explanation right) {
        return switch (left) {
            case Attributions one -> cosine(values(one), values(Attributions.class.cast(right)));
            case Curves one -> cosine(values(one), values(Curves.class.cast(right)));
            case Anchor one ->
                    one.conditions().equals(Anchor.class.cast(right).conditions()) ? 1 : 0;
            case Counterfactuals one ->
                    overlap(changes(one), changes(Counterfactuals.class.cast(right)));
            case Adversarial one ->
                    one.classes().after() == Adversarial.class.cast(right).classes().after()
                            ? 1
                            : 0;
        };
    }

    private static double[] values(Attributions attributions) {
        return attributions.outputs().stream()
                .flatMap(output -> output.values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double[] values(Curves curves) {
        return curves.curves().stream()
                .flatMap(curve -> curve.values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /// The features that the nearest row changes; none where there is no row.
    private static Set<Integer> changes(Counterfactuals counterfactuals) {
        return counterfactuals.found().stream()
                .findFirst()
                .map(Counterfactual::changes)
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    /// The share of what is in either that is in both (Jaccard 1912).
    private static double overlap(Set<Integer> left, Set<Integer> right) {
        Set<Integer> both = new HashSet<>(left);
        both.retainAll(right);
        int either = left.size() + right.size() - both.size();
        return either == 0 ? 1 : (double) both.size() / either;
    }

    /// Of what both have: curves may be cut short.
    private static double cosine(double[] left, double[] right) {
        double product = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            product += left[i] * right[i];
            ofLeft += left[i] * left[i];
            ofRight += right[i] * right[i];
        }
        if (ofLeft == 0 || ofRight == 0) {
            return ofLeft == ofRight ? 1 : 0;
        }
        return product / Math.sqrt(ofLeft * ofRight);
    }
}
