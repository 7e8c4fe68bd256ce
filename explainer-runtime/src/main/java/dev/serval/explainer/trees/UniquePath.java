package dev.serval.explainer.trees;

import java.util.Arrays;

/// The features that were decided on from the root to a node, each once, with what share of the
/// subsets in which it is unknown and in which it is known come this way, and for each number of
/// known features the weight of the subsets of that size. Taking a feature out again is what keeps
/// the algorithm polynomial.
final class UniquePath {
    /// What the path begins with before any feature.
    static final int NO_FEATURE = -1;

    private final int length;
    private final int[] features;
    private final double[] unknown;
    private final double[] known;
    private final double[] weights;

    UniquePath() {
        this(0, new int[0], new double[0], new double[0], new double[0]);
    }

    private UniquePath(
            int length, int[] features, double[] unknown, double[] known, double[] weights) {
        this.length = length;
        this.features = features;
        this.unknown = unknown;
        this.known = known;
        this.weights = weights;
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

    double known(int index) {
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

    /// The path with one more feature: every subset so far goes on both without and with it.
    UniquePath extended(double unknownShare, double knownShare, int feature) {
        UniquePath longer =
                new UniquePath(
                        length + 1,
                        Arrays.copyOf(features, length + 1),
                        Arrays.copyOf(unknown, length + 1),
                        Arrays.copyOf(known, length + 1),
                        Arrays.copyOf(weights, length + 1));
        longer.features[length] = feature;
        longer.unknown[length] = unknownShare;
        longer.known[length] = knownShare;
        double[] changed = longer.weights;
        changed[length] = length == 0 ? 1 : 0;
        double size = length + 1.0;
        for (int i = length - 1; i >= 0; i--) {
            changed[i + 1] += knownShare * changed[i] * (i + 1) / size;
            changed[i] = unknownShare * changed[i] * (length - i) / size;
        }
        return longer;
    }

    /// The path as if a feature had never been decided on.
    UniquePath without(int index) {
        int last = length - 1;
        UniquePath shorter =
                new UniquePath(
                        last,
                        removed(features, index),
                        removed(unknown, index),
                        removed(known, index),
                        weightsWithout(index));
        return shorter;
    }

    /// The sum of the weights as if a feature had never been decided on.
    double weightWithout(int index) {
        double sum = 0;
        for (double weight : weightsWithout(index)) {
            sum += weight;
        }
        return sum;
    }

    /// Undoes [#extended] for one feature, from the largest subsets down.
    private double[] weightsWithout(int index) {
        int last = length - 1;
        double one = known[index];
        double zero = unknown[index];
        double[] undone = new double[last];
        double next = weights[last];
        for (int i = last - 1; i >= 0; i--) {
            if (one != 0) {
                undone[i] = next * length / ((i + 1) * one);
                next = weights[i] - undone[i] * zero * (last - i) / length;
            } else {
                undone[i] = weights[i] * length / (zero * (last - i));
            }
        }
        return undone;
    }

    private static int[] removed(int[] values, int index) {
        int[] fewer = new int[values.length - 1];
        System.arraycopy(values, 0, fewer, 0, index);
        System.arraycopy(values, index + 1, fewer, index, fewer.length - index);
        return fewer;
    }

    private static double[] removed(double[] values, int index) {
        double[] fewer = new double[values.length - 1];
        System.arraycopy(values, 0, fewer, 0, index);
        System.arraycopy(values, index + 1, fewer, index, fewer.length - index);
        return fewer;
    }
}
