package dev.serval.explainer.trees;

import dev.serval.explainer.numeric.GaussLegendre;
import java.util.ArrayList;
import java.util.List;

/// Shapley values where a feature that is not known is averaged out by how much training data went
/// each way (Lundberg et al. 2018). What a leaf adds is a product: for each feature on its path
/// whether the row comes this way, or else the share of the data that does. The Shapley value is
/// the integral over `t` of how the product changes with the feature while every other is known
/// with chance `t` (Owen 1972), a polynomial, so that Gauss and Legendre's rule with half as many
/// points as features is exact. Subtrees are summed up before they are shared out, as Yu et al.
/// (2022) do, which takes O(nodes × depth) for a tree; no term is negative, so that deep trees lose
/// no precision. Threads may share one.
final class PathDependentShap {
    private final Forest forest;
    private final List<double[]> shares = new ArrayList<>();
    private final List<GaussLegendre> rules = new ArrayList<>();
    private final double[] expectation;

    /// @param forest with covers
    PathDependentShap(Forest forest) {
        this.forest = forest;
        this.expectation =
                forest.ensemble().base().stream().mapToDouble(Double::doubleValue).toArray();
        List<GaussLegendre> byPoints = new ArrayList<>();
        for (int points = 1; points <= pointsFor(forest.mostFeatures()); points++) {
            byPoints.add(GaussLegendre.of(points));
        }
        for (FlatTree tree : forest.trees()) {
            shares.add(shares(tree));
            rules.add(byPoints.get(pointsFor(tree.mostFeatures()) - 1));
            addExpectation(tree, 0, 1);
        }
    }

    private static int pointsFor(int features) {
        return Math.max(1, (features + 1) / 2);
    }

    /// By node, the share of data that the decisions on the last feature before it send this way,
    /// all of those on the path together; none where no data came.
    private static double[] shares(FlatTree tree) {
        double[] shares = new double[tree.nodes()];
        shares[0] = 1;
        for (int node = 0; node < tree.nodes(); node++) {
            if (!tree.isLeaf(node)) {
                for (int child : new int[] {tree.first(node), tree.second(node)}) {
                    shares[child] = shares[tree.earlier(child)] * share(tree, child, node);
                }
            }
        }
        return shares;
    }

    private static double share(FlatTree tree, int child, int parent) {
        return tree.cover(parent) == 0 ? 0 : tree.cover(child) / tree.cover(parent);
    }

    private void addExpectation(FlatTree tree, int node, double share) {
        if (tree.isLeaf(node)) {
            for (int i = 0; i < tree.outputs(); i++) {
                expectation[tree.output(i)] += share * tree.value(node, i);
            }
            return;
        }
        for (int child : new int[] {tree.first(node), tree.second(node)}) {
            addExpectation(tree, child, share * share(tree, child, node));
        }
    }

    /// What the ensemble answers when nothing is known, by output.
    double[] expectation() {
        return expectation.clone();
    }

    /// The values of a row, by output and feature.
    double[][] values(double[] row) {
        PathDependentWalk walk = new PathDependentWalk(forest, row);
        for (int i = 0; i < shares.size(); i++) {
            walk.addValues(forest.trees().get(i), shares.get(i), rules.get(i));
        }
        return walk.values();
    }

    /// The interaction values of a row, by output and two features: half of how much knowing the
    /// one changes the value of the other, and on the diagonal what is left of a feature's value.
    double[][][] interactions(double[] row, double[][] values) {
        PathDependentWalk walk = new PathDependentWalk(forest, row);
        for (int i = 0; i < shares.size(); i++) {
            walk.addInteractions(forest.trees().get(i), shares.get(i), rules.get(i));
        }
        return Interactions.withDiagonal(walk.interactions(), values);
    }
}
