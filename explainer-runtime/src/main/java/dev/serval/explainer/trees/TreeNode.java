package dev.serval.explainer.trees;

import java.util.List;

/// A node of a tree, with all below it.
public sealed interface TreeNode {
    /// How much training data reached the node; NaN where the model does not say.
    double cover();

    /// A node that decides.
    record Inner(Split split, TreeNode first, TreeNode second, double cover) implements TreeNode {
        /// Where a row goes on.
        TreeNode next(double[] row) {
            return child(split.isFirst(row[split.feature()]));
        }

        TreeNode child(boolean isFirst) {
            return isFirst ? first : second;
        }
    }

    /// A node that answers: what it adds to each of some outputs.
    record Leaf(List<Addend> addends, double cover) implements TreeNode {
        public Leaf {
            addends = List.copyOf(addends);
        }
    }

    /// What a leaf adds to one output.
    record Addend(int output, double value) {}
}
