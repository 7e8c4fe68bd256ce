package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.pickle.PickleException;

/// A tree of histogram-based boosting: 64-bit thresholds, and a side for what is missing.
final class HistogramTree {
    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final double[] threshold;
    private final boolean[] missingGoesLeft;
    private final double[] value;

    private HistogramTree(NumpyArray nodes, boolean[] leaves, int features) {
        this.left = wholes(nodes, "left");
        this.right = wholes(nodes, "right");
        this.feature = wholes(nodes, "feature_idx");
        this.threshold =
                nodes.field(nodes.hasField("num_threshold") ? "num_threshold" : "threshold");
        this.missingGoesLeft = truths(nodes, "missing_go_to_left");
        this.value = nodes.field("value");
        for (int node = 0; node < left.length; node++) {
            if (leaves[node]) {
                left[node] = node;
                continue;
            }
            requireNode(node, features);
        }
    }

    /// The tree of a predictor object.
    static HistogramTree of(Attributes predictor, int features) {
        NumpyArray nodes = predictor.array("nodes");
        if (nodes.count() == 0) {
            throw new PickleException("a tree has no nodes");
        }
        boolean[] categorical =
                nodes.hasField("is_categorical")
                        ? truths(nodes, "is_categorical")
                        : new boolean[nodes.count()];
        for (boolean asksForCategories : categorical) {
            if (asksForCategories) {
                throw PickleException.notRead("histogram boosting with categorical features");
            }
        }
        return new HistogramTree(nodes, truths(nodes, "is_leaf"), features);
    }

    private static int[] wholes(NumpyArray nodes, String field) {
        double[] numbers = nodes.field(field);
        int[] wholes = new int[numbers.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) numbers[i];
        }
        return wholes;
    }

    private static boolean[] truths(NumpyArray nodes, String field) {
        double[] numbers = nodes.field(field);
        boolean[] truths = new boolean[numbers.length];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = numbers[i] != 0;
        }
        return truths;
    }

    /// Children come after their parents, so that no walk goes in a ring.
    private void requireNode(int node, int features) {
        boolean sound =
                left[node] > node
                        && left[node] < left.length
                        && right[node] > node
                        && right[node] < left.length
                        && feature[node] >= 0
                        && feature[node] < features;
        if (!sound) {
            throw new PickleException(
                    "node %d of a tree asks feature %d and leads to %d and %d, expected one of %d"
                                    .formatted(
                                            node, feature[node], left[node], right[node], features)
                            + " features and later nodes of %d".formatted(left.length));
        }
    }

    double value(Matrix rows, int row) {
        int node = 0;
        while (left[node] != node) {
            double asked = rows.at(row, feature[node]);
            boolean goesLeft =
                    Double.isNaN(asked) ? missingGoesLeft[node] : asked <= threshold[node];
            node = goesLeft ? left[node] : right[node];
        }
        return value[node];
    }
}
