package dev.serval.explainer.trees;

import org.jspecify.annotations.Nullable;

/// The features that were decided on from the root to a node, each once, with what share of the
/// subsets in which it is unknown and in which it is known come this way, and for each number of
/// known features the weight of the subsets of that size. Taking a feature out again is what keeps
/// the algorithm polynomial. A path is filled anew for each node of its depth, so that a walk
/// allocates nothing.
final class UniquePath {
    /// What a path begins with before any feature.
    private static final int NO_FEATURE = -1;

    /// One over each whole number: a product is quicker than a quotient.
    private static final double[] ONE_OVER = reciprocals(512);

    private int length;
    private final int[] features;
    private final double[] unknown;
    private final boolean[] known;
    private final double[] weights;
    private @Nullable UniquePath next;

    private UniquePath(int capacity) {
        features = new int[capacity];
        unknown = new double[capacity];
        known = new boolean[capacity];
        weights = new double[capacity];
    }

    private static double[] reciprocals(int most) {
        double[] reciprocals = new double[most];
        for (int i = 1; i < most; i++) {
            reciprocals[i] = 1.0 / i;
        }
        return reciprocals;
    }

    private static double oneOver(int whole) {
        return whole < ONE_OVER.length ? ONE_OVER[whole] : 1.0 / whole;
    }

    /// The path of a root.
    static UniquePath ofRoot() {
        UniquePath path = new UniquePath(1);
        path.extend(1, true, NO_FEATURE);
        return path;
    }

    /// A path one deeper that begins as a copy of this one; the same object each time.
    UniquePath next() {
        UniquePath deeper = next;
        if (deeper == null) {
            deeper = new UniquePath(features.length + 1);
            next = deeper;
        }
        deeper.length = length;
        for (int i = 0; i < length; i++) {
            deeper.features[i] = features[i];
            deeper.unknown[i] = unknown[i];
            deeper.known[i] = known[i];
            deeper.weights[i] = weights[i];
        }
        return deeper;
    }

    int length() {
        return length;
    }

    int feature(int index) {
        return features[index];
    }

    double unknown(int index) {
        return unknown[index];
    }

    /// Whether subsets in which the feature is known come this way at all.
    boolean known(int index) {
        return known[index];
    }

    int find(int feature) {
        for (int i = 1; i < length; i++) {
            if (features[i] == feature) {
                return i;
            }
        }
        return -1;
    }

    /// Adds a feature: every subset so far goes on both without and with it.
    void extend(double unknownShare, boolean isKnown, int feature) {
        features[length] = feature;
        unknown[length] = unknownShare;
        known[length] = isKnown;
        weights[length] = length == 0 ? 1 : 0;
        double part = oneOver(length + 1);
        for (int i = length - 1; i >= 0; i--) {
            double weight = weights[i] * part;
            if (isKnown) {
                weights[i + 1] += weight * (i + 1);
            }
            weights[i] = unknownShare * weight * (length - i);
        }
        length++;
    }

    /// Makes the path as if a feature had never been decided on.
    void remove(int index) {
        int last = length - 1;
        double zero = unknown[index];
        double next = weights[last];
        for (int i = last - 1; i >= 0; i--) {
            if (known[index]) {
                double undone = next * length / (i + 1);
                next = weights[i] - undone * zero * (last - i) / length;
                weights[i] = undone;
            } else {
                weights[i] = weights[i] * length / (zero * (last - i));
            }
        }
        for (int i = index; i < last; i++) {
            features[i] = features[i + 1];
            unknown[i] = unknown[i + 1];
            known[i] = known[i + 1];
        }
        length = last;
    }

    /// What knowing a feature changes of the share of subsets that come this way, for one with
    /// [#known].
    double changeByKnown(int index) {
        int last = length - 1;
        double zero = unknown[index];
        double next = weights[last];
        double sum = 0;
        for (int i = last - 1; i >= 0; i--) {
            double undone = next * oneOver(i + 1);
            sum += undone;
            next = weights[i] - undone * zero * (last - i);
        }
        return sum * length * (1 - zero);
    }

    /// The same for a feature without [#known], which is the same for each of them (Yang 2021).
    double changeByUnknown() {
        int last = length - 1;
        double sum = 0;
        for (int i = 0; i < last; i++) {
            sum += weights[i] * oneOver(last - i);
        }
        return -sum * length;
    }
}
