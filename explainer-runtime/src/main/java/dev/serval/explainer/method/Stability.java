package dev.serval.explainer.method;

import java.util.List;
import java.util.OptionalDouble;

/// How much explanations of the same instance by several seeds agree: 1 where they are the same.
public final class Stability {
    private Stability() {}

    /// The mean agreement of each two of them; empty if they are of a kind that is not compared.
    ///
    /// Of attributions it is the cosine between the values of all outputs, of anchors whether the
    /// rule is the same.
    public static OptionalDouble of(List<Explanation> explanations) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < explanations.size(); i++) {
            for (int j = 0; j < i; j++) {
                OptionalDouble agreement = agreement(explanations.get(i), explanations.get(j));
                if (agreement.isEmpty()) {
                    return agreement;
                }
                sum += agreement.getAsDouble();
                pairs++;
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
    }

    private static OptionalDouble agreement(Explanation left, Explanation right) {
        if (left instanceof Explanation.Attributions one
                && right instanceof Explanation.Attributions other) {
            return OptionalDouble.of(cosine(values(one), values(other)));
        }
        if (left instanceof Explanation.Anchor one && right instanceof Explanation.Anchor other) {
            return OptionalDouble.of(one.conditions().equals(other.conditions()) ? 1 : 0);
        }
        return OptionalDouble.empty();
    }

    private static double[] values(Explanation.Attributions attributions) {
        return attributions.outputs().stream()
                .flatMap(output -> output.values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double cosine(double[] left, double[] right) {
        double product = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int i = 0; i < left.length; i++) {
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
