package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import java.util.HashMap;
import java.util.Map;

/// Shapley values of one row where features that are not known come from the rows of a background
/// (Lundberg et al. 2020): what the model-agnostic methods estimate, exactly, without a single
/// prediction. For each background row a tree is walked along both rows at once; a leaf that the
/// row reaches only with some features known and others not shares out its value in closed form.
/// Used by one thread for one row.
final class InterventionalShap {
    private final TreeEnsemble ensemble;
    private final double[] row;
    private final double[][] values;

    /// Whose value a feature has on the current path: `true` for the row's, `false` for the
    /// background's.
    private final Map<Integer, Boolean> fromRow = new HashMap<>();

    private double[] other = new double[0];
    private int rowsFeatures;

    InterventionalShap(TreeEnsemble ensemble, double[] row) {
        this.ensemble = ensemble;
        this.row = ensemble.seen(row);
        this.values = new double[ensemble.outputs()][ensemble.features()];
    }

    /// The values, by output and feature: the mean over the rows of the background.
    double[][] values(Rows background) {
        for (int each = 0; each < background.count(); each++) {
            other = ensemble.seen(background.row(each));
            for (TreeNode tree : ensemble.trees()) {
                walk(tree);
            }
        }
        for (double[] ofOutput : values) {
            for (int feature = 0; feature < ofOutput.length; feature++) {
                ofOutput[feature] /= background.count();
            }
        }
        return values;
    }

    private void walk(TreeNode node) {
        switch (node) {
            case TreeNode.Leaf leaf -> share(leaf);
            case TreeNode.Inner inner -> walk(inner);
        }
    }

    private void walk(TreeNode.Inner inner) {
        int feature = inner.split().feature();
        boolean rowGoesFirst = inner.split().isFirst(row[feature]);
        boolean otherGoesFirst = inner.split().isFirst(other[feature]);
        Boolean decided = fromRow.get(feature);
        if (rowGoesFirst == otherGoesFirst) {
            walk(inner.child(rowGoesFirst));
        } else if (decided != null) {
            walk(inner.child(decided ? rowGoesFirst : otherGoesFirst));
        } else {
            fromRow.put(feature, true);
            rowsFeatures++;
            walk(inner.child(rowGoesFirst));
            rowsFeatures--;
            fromRow.put(feature, false);
            walk(inner.child(otherGoesFirst));
            fromRow.remove(feature);
        }
    }

    /// The game of one leaf: its value comes out when all features of the row's side are known and
    /// none of the background's side is.
    private void share(TreeNode.Leaf leaf) {
        int known = rowsFeatures;
        int unknown = fromRow.size() - known;
        if (known + unknown == 0) {
            return;
        }
        double forKnown = known == 0 ? 0 : weight(known - 1, unknown);
        double forUnknown = unknown == 0 ? 0 : -weight(known, unknown - 1);
        fromRow.forEach((feature, isRows) -> {
            double weight = isRows ? forKnown : forUnknown;
            for (TreeNode.Addend addend : leaf.addends()) {
                values[addend.output()][feature] += weight * addend.value();
            }
        });
    }

    /// `a! b! / (a + b + 1)!`
    private static double weight(int a, int b) {
        double weight = 1.0 / (a + b + 1);
        for (int i = 1; i <= b; i++) {
            weight = weight * i / (a + i);
        }
        return weight;
    }
}
