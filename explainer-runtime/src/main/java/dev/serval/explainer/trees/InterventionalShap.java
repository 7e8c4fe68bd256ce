package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import org.jspecify.annotations.Nullable;

/// Shapley values of one row where features that are not known come from the rows of a background
/// (Lundberg et al. 2020): what the model-agnostic methods estimate, exactly, without a single
/// prediction. For each background row a tree is walked along both rows at once; a leaf that the
/// row reaches only with some features known and others not shares out its value in closed form.
/// Used by one thread for one row.
final class InterventionalShap {
    /// Whose value a feature has on the current path.
    private enum Side {
        ROW,
        BACKGROUND
    }

    private static final double[][] WEIGHTS = weights(32);

    private final TreeEnsemble ensemble;
    private final double[] row;
    private final double[][] values;
    private final double[][][] interactions;

    /// By feature, its side on the current path; `null` where it is not decided on.
    private final @Nullable Side[] sides;

    /// The features that are decided on, in their order on the path.
    private final int[] decided;

    private int decidedCount;
    private int rowsCount;
    private double[] other = new double[0];

    /// @param interactions where they are added to; empty if they are not asked for
    private InterventionalShap(TreeEnsemble ensemble, double[] row, double[][][] interactions) {
        this.ensemble = ensemble;
        this.row = ensemble.seen(row);
        this.values = new double[ensemble.outputs()][ensemble.features()];
        this.interactions = interactions;
        this.sides = new Side[ensemble.features()];
        this.decided = new int[ensemble.features()];
    }

    /// The values, by output and feature: the mean over the rows of the background.
    static double[][] values(TreeEnsemble ensemble, double[] row, Rows background) {
        InterventionalShap shap = new InterventionalShap(ensemble, row, new double[0][][]);
        shap.walk(background);
        return shap.values;
    }

    /// The interaction values, by output and two features; on the diagonal what is left of a
    /// feature's value.
    static double[][][] interactions(TreeEnsemble ensemble, double[] row, Rows background) {
        int features = ensemble.features();
        double[][][] interactions = new double[ensemble.outputs()][features][features];
        InterventionalShap shap = new InterventionalShap(ensemble, row, interactions);
        shap.walk(background);
        for (int output = 0; output < interactions.length; output++) {
            for (int feature = 0; feature < features; feature++) {
                double[] line = interactions[output][feature];
                double left = shap.values[output][feature];
                for (int with = 0; with < features; with++) {
                    line[with] /= background.count();
                    left -= line[with];
                }
                line[feature] = left;
            }
        }
        return interactions;
    }

    private void walk(Rows background) {
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
    }

    private void walk(TreeNode node) {
        if (node instanceof TreeNode.Inner inner) {
            walk(inner);
        } else if (node instanceof TreeNode.Leaf leaf) {
            share(leaf);
        }
    }

    private void walk(TreeNode.Inner inner) {
        int feature = inner.split().feature();
        boolean rowGoesFirst = inner.split().isFirst(row[feature]);
        boolean otherGoesFirst = inner.split().isFirst(other[feature]);
        Side side = sides[feature];
        if (rowGoesFirst == otherGoesFirst) {
            walk(inner.child(rowGoesFirst));
        } else if (side != null) {
            walk(inner.child(side == Side.ROW ? rowGoesFirst : otherGoesFirst));
        } else {
            decided[decidedCount++] = feature;
            sides[feature] = Side.ROW;
            rowsCount++;
            walk(inner.child(rowGoesFirst));
            rowsCount--;
            sides[feature] = Side.BACKGROUND;
            walk(inner.child(otherGoesFirst));
            sides[feature] = null;
            decidedCount--;
        }
    }

    /// The game of one leaf: its value comes out when all features of the row's side are known and
    /// none of the background's side is.
    private void share(TreeNode.Leaf leaf) {
        int known = rowsCount;
        int unknown = decidedCount - known;
        if (decidedCount == 0) {
            return;
        }
        double forKnown = known == 0 ? 0 : weight(known - 1, unknown);
        double forUnknown = unknown == 0 ? 0 : -weight(known, unknown - 1);
        for (int i = 0; i < decidedCount; i++) {
            double weight = sides[decided[i]] == Side.ROW ? forKnown : forUnknown;
            for (int each = 0; each < leaf.addends().size(); each++) {
                TreeNode.Addend addend = leaf.addends().get(each);
                values[addend.output()][decided[i]] += weight * addend.value();
            }
        }
        if (interactions.length > 0) {
            shareByPairs(leaf, known, unknown);
        }
    }

    /// In the leaf's game only one coalition of the others makes a pair matter: the row's side.
    private void shareByPairs(TreeNode.Leaf leaf, int known, int unknown) {
        double bothKnown = known < 2 ? 0 : weight(known - 2, unknown) / 2;
        double bothUnknown = unknown < 2 ? 0 : weight(known, unknown - 2) / 2;
        double oneOfEach = known * unknown == 0 ? 0 : -weight(known - 1, unknown - 1) / 2;
        for (int i = 0; i < decidedCount; i++) {
            for (int j = 0; j < i; j++) {
                Side side = sides[decided[i]];
                double weight =
                        side != sides[decided[j]]
                                ? oneOfEach
                                : side == Side.ROW ? bothKnown : bothUnknown;
                for (TreeNode.Addend addend : leaf.addends()) {
                    double part = weight * addend.value();
                    interactions[addend.output()][decided[i]][decided[j]] += part;
                    interactions[addend.output()][decided[j]][decided[i]] += part;
                }
            }
        }
    }

    /// `a! b! / (a + b + 1)!`
    private static double weight(int a, int b) {
        return a < WEIGHTS.length && b < WEIGHTS.length ? WEIGHTS[a][b] : computed(a, b);
    }

    private static double[][] weights(int most) {
        double[][] weights = new double[most][most];
        for (int a = 0; a < most; a++) {
            for (int b = 0; b < most; b++) {
                weights[a][b] = computed(a, b);
            }
        }
        return weights;
    }

    private static double computed(int a, int b) {
        double weight = 1.0 / (a + b + 1);
        for (int i = 1; i <= b; i++) {
            weight = weight * i / (a + i);
        }
        return weight;
    }
}
