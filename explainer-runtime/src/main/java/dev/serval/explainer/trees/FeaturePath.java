package dev.serval.explainer.trees;

/// The nodes on the way from the root to a leaf, of which for each feature only the last counts:
/// the one that all decisions on the feature led to.
final class FeaturePath {
    private final boolean[] superseded;
    private final int[] nodes;
    private int count;

    /// @param deepest the level of the deepest leaf
    FeaturePath(int deepest) {
        this.superseded = new boolean[deepest + 1];
        this.nodes = new int[deepest];
    }

    /// Looks back from a leaf. Allocates nothing.
    void lookBack(FlatTree tree, int leaf) {
        count = 0;
        for (int node = leaf; node != 0; node = tree.parent(node)) {
            int level = tree.level(node);
            if (!superseded[level]) {
                nodes[count++] = node;
            }
            superseded[level] = false;
            superseded[tree.level(tree.earlier(node))] = true;
        }
    }

    /// How many features were decided on.
    int count() {
        return count;
    }

    /// The last node of one of them.
    int node(int index) {
        return nodes[index];
    }

    /// Which feature that is.
    int feature(FlatTree tree, int index) {
        return tree.feature(tree.parent(nodes[index]));
    }
}
