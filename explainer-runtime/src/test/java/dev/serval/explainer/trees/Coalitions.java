package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;

/// What trees answer when only some features of a row are known: the games whose values tree
/// methods find in closed form. A set of features is a number, a bit for each.
final class Coalitions {
    private Coalitions() {}

    /// Features that are not known are averaged by how much data went each way.
    static double pathDependent(TreeEnsemble trees, double[] row, int set, int output) {
        double sum = trees.base().get(output);
        for (TreeNode tree : trees.trees()) {
            sum += pathDependent(tree, row, set, output);
        }
        return sum;
    }

    private static double pathDependent(TreeNode node, double[] row, int set, int output) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.addends().get(output).value();
            case TreeNode.Inner inner when (set >> inner.split().feature() & 1) == 1 ->
                    pathDependent(inner.next(row), row, set, output);
            case TreeNode.Inner inner ->
                    (inner.first().cover() * pathDependent(inner.first(), row, set, output)
                                    + inner.second().cover()
                                            * pathDependent(inner.second(), row, set, output))
                            / inner.cover();
        };
    }

    /// Features that are not known come from the rows of a background.
    static double interventional(
            TreeEnsemble trees, double[] row, Rows background, int set, int output) {
        double sum = 0;
        for (int each = 0; each < background.count(); each++) {
            double[] mixed = background.row(each);
            for (int feature = 0; feature < row.length; feature++) {
                if ((set >> feature & 1) == 1) {
                    mixed[feature] = row[feature];
                }
            }
            sum += trees.sums(mixed)[output];
        }
        return sum / background.count();
    }

    static double factorial(int of) {
        return of < 2 ? 1 : of * factorial(of - 1);
    }
}
