package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.numpy.NumpyArray;
import dev.serval.engine.sklearn.numpy.NumpyValues;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;

/// A binary tree of thresholds on single features. Features are compared as 32-bit floats.
final class Tree {
    private static final int LEAF = -1;

    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final double[] threshold;
    private final boolean[] missingGoesLeft;
    private final boolean knowsMissing;
    private final double[] values;
    private final int width;

    private Tree(NumpyArray nodes, double[] values, int features) {
        this.left = wholes(nodes, "left_child");
        this.right = wholes(nodes, "right_child");
        this.feature = wholes(nodes, "feature");
        this.threshold = nodes.field("threshold");
        this.knowsMissing = nodes.hasField("missing_go_to_left");
        this.missingGoesLeft = new boolean[left.length];
        if (knowsMissing) {
            double[] sides = nodes.field("missing_go_to_left");
            for (int i = 0; i < sides.length; i++) {
                missingGoesLeft[i] = sides[i] != 0;
            }
        }
        this.values = values;
        this.width = left.length == 0 ? 0 : values.length / left.length;
        requireTree(features);
    }

    /// The tree of an estimator.
    ///
    /// @param features how many there are
    /// @param width how many numbers a leaf holds
    static Tree of(Attributes attributes, int features, int width) {
        Instance tree = attributes.object("tree_");
        Attributes state = new Attributes(tree);
        NumpyArray values = state.array("values");
        NumpyArray nodes =
                NumpyValues.findArray(state.require("nodes"))
                        .orElseThrow(() -> attributes.unread("no nodes"));
        if (values.count() != (long) nodes.count() * width) {
            throw new PickleException(
                    "%s: its leaves are %s, expected %d numbers for each of %d nodes"
                            .formatted(
                                    attributes.className(),
                                    values.describe(),
                                    width,
                                    nodes.count()));
        }
        return new Tree(nodes, values.toDoubles(), features);
    }

    private static int[] wholes(NumpyArray nodes, String field) {
        double[] numbers = nodes.field(field);
        int[] wholes = new int[numbers.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) numbers[i];
        }
        return wholes;
    }

    /// Children come after their parents, so that no walk goes in a ring.
    private void requireTree(int features) {
        if (left.length == 0) {
            throw new PickleException("a tree has no nodes");
        }
        for (int node = 0; node < left.length; node++) {
            if (left[node] == LEAF) {
                continue;
            }
            boolean sound =
                    isChild(left[node], node)
                            && isChild(right[node], node)
                            && feature[node] >= 0
                            && feature[node] < features;
            if (!sound) {
                throw new PickleException(
                        "node %d of a tree asks feature %d and leads to %d and %d, expected one of"
                                        .formatted(node, feature[node], left[node], right[node])
                                + " %d features and later nodes of %d"
                                        .formatted(features, left.length));
            }
        }
    }

    private boolean isChild(int child, int parent) {
        return child > parent && child < left.length;
    }

    /// Whether a feature may be NaN.
    boolean knowsMissing() {
        return knowsMissing;
    }

    /// The leaf that a row ends in.
    int leaf(float[] rows, int start) {
        int node = 0;
        while (left[node] != LEAF) {
            float value = rows[start + feature[node]];
            boolean goesLeft =
                    Float.isNaN(value) ? missingGoesLeft[node] : value <= threshold[node];
            node = goesLeft ? left[node] : right[node];
        }
        return node;
    }

    /// A number of a leaf.
    double value(int leaf, int index) {
        return values[leaf * width + index];
    }

    /// Divides each node's numbers by their sum: older versions counted where newer ones share out.
    void shareOut() {
        for (int node = 0; node < left.length; node++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += values[node * width + i];
            }
            for (int i = 0; i < width && sum != 0; i++) {
                values[node * width + i] /= sum;
            }
        }
    }
}
