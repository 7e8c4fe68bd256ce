package dev.serval.explainer.trees;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A tree laid out in arrays for walking over and over: its nodes by number, each before its
/// children and the first child right after it, so that a walk of the whole tree reads its arrays
/// from front to back. Number 0 is the root, and stands for "none" where a node below it is meant.
final class FlatTree {
    private static final int LEAF = -1;

    /// A tree that says nothing.
    static final FlatTree NONE = of(new TreeNode.Leaf(List.of(), 0), 0);

    /// How a node decides, where it is more than a comparison with its limit.
    private static final byte BELOW_IS_FIRST = 0;

    private static final byte BELOW_IS_SECOND = 1;
    private static final byte ASK_THE_SPLIT = 2;

    private final int[] features;
    private final @Nullable Split[] splits;
    private final double[] limits;
    private final byte[] tests;
    private final int[] seconds;
    private final int[] parents;
    private final int[] earlier;
    private final int[] levels;
    private final double[] covers;
    private final int[] outputs;
    private final double[] values;
    private int count;
    private int deepest;
    private int mostFeatures;

    private FlatTree(int nodes, int[] outputs) {
        this.features = new int[nodes];
        this.splits = new Split[nodes];
        this.limits = new double[nodes];
        this.tests = new byte[nodes];
        this.seconds = new int[nodes];
        this.parents = new int[nodes];
        this.earlier = new int[nodes];
        this.levels = new int[nodes];
        this.covers = new double[nodes];
        this.outputs = outputs;
        this.values = new double[nodes * outputs.length];
    }

    /// @param width how many features a row has
    static FlatTree of(TreeNode root, int width) {
        TreeSet<Integer> outputs = new TreeSet<>();
        int nodes = survey(root, outputs);
        FlatTree tree = new FlatTree(nodes, outputs.stream().mapToInt(Integer::intValue).toArray());
        tree.add(root, 0, 0, new int[width]);
        return tree;
    }

    private static int survey(TreeNode node, TreeSet<Integer> outputs) {
        return switch (node) {
            case TreeNode.Leaf leaf -> {
                leaf.addends().forEach(addend -> outputs.add(addend.output()));
                yield 1;
            }
            case TreeNode.Inner inner ->
                    1 + survey(inner.first(), outputs) + survey(inner.second(), outputs);
        };
    }

    /// @param lastOf by feature, the last node on the path that a decision on it led to; 0 for none
    private void add(TreeNode node, int level, int onPath, int[] lastOf) {
        int number = count++;
        levels[number] = level;
        covers[number] = node.cover();
        deepest = Math.max(deepest, level);
        switch (node) {
            case TreeNode.Leaf leaf -> {
                features[number] = LEAF;
                mostFeatures = Math.max(mostFeatures, onPath);
                for (TreeNode.Addend addend : leaf.addends()) {
                    int output = Arrays.binarySearch(outputs, addend.output());
                    values[number * outputs.length + output] += addend.value();
                }
            }
            case TreeNode.Inner inner -> {
                decide(number, inner.split());
                int feature = inner.split().feature();
                int last = lastOf[feature];
                int below = last == 0 ? onPath + 1 : onPath;
                for (TreeNode child : new TreeNode[] {inner.first(), inner.second()}) {
                    if (child == inner.second()) {
                        seconds[number] = count;
                    }
                    parents[count] = number;
                    earlier[count] = last;
                    lastOf[feature] = count;
                    add(child, level + 1, below, lastOf);
                }
                lastOf[feature] = last;
            }
        }
    }

    /// Tests by a threshold all become "below a limit".
    private void decide(int number, Split split) {
        features[number] = split.feature();
        splits[number] = split;
        double threshold = split.threshold();
        boolean above =
                switch (split.test()) {
                    case LESS_OR_EQUAL, GREATER -> true;
                    case LESS, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, IN -> false;
                };
        limits[number] = above ? Math.nextUp(threshold) : threshold;
        tests[number] =
                switch (split.test()) {
                    case LESS, LESS_OR_EQUAL -> BELOW_IS_FIRST;
                    case GREATER, GREATER_OR_EQUAL -> BELOW_IS_SECOND;
                    case EQUAL, NOT_EQUAL, IN -> ASK_THE_SPLIT;
                };
        if (split.missing() == Split.Missing.ZERO || !Double.isFinite(limits[number])) {
            tests[number] = ASK_THE_SPLIT;
        }
    }

    int nodes() {
        return count;
    }

    /// The level of the deepest leaf; the root's is 0.
    int deepest() {
        return deepest;
    }

    /// The most different features that are decided on before any one leaf.
    int mostFeatures() {
        return mostFeatures;
    }

    boolean isLeaf(int node) {
        return features[node] == LEAF;
    }

    int feature(int node) {
        return features[node];
    }

    int first(int node) {
        return node + 1;
    }

    int second(int node) {
        return seconds[node];
    }

    /// The node above; 0 for the root.
    int parent(int node) {
        return parents[node];
    }

    int level(int node) {
        return levels[node];
    }

    double cover(int node) {
        return covers[node];
    }

    /// The node on the path to a node that was reached by the decision before on the feature whose
    /// decision led here; 0 if there was none.
    int earlier(int node) {
        return earlier[node];
    }

    /// To how many outputs the tree adds.
    int outputs() {
        return outputs.length;
    }

    /// Which output of the ensemble is one of the tree's.
    int output(int index) {
        return outputs[index];
    }

    /// What a leaf adds to one of the tree's outputs.
    double value(int leaf, int index) {
        return values[leaf * outputs.length + index];
    }

    /// Whether a row goes to the first child.
    boolean goesFirst(int node, double[] row) {
        double value = row[features[node]];
        Split split = splits[node];
        if (split != null && (tests[node] == ASK_THE_SPLIT || Double.isNaN(value))) {
            return split.isFirst(value);
        }
        return value < limits[node] == (tests[node] == BELOW_IS_FIRST);
    }

    /// The leaf that a row comes to.
    int leaf(double[] row) {
        int node = 0;
        while (!isLeaf(node)) {
            node = goesFirst(node, row) ? first(node) : second(node);
        }
        return node;
    }

    /// Whether every node says how much training data reached it.
    boolean hasCovers() {
        for (int node = 0; node < count; node++) {
            if (!(isLeaf(node) ? covers[node] >= 0 : covers[node] > 0)) {
                return false;
            }
        }
        return true;
    }
}
