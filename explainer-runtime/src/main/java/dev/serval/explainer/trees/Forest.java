package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import java.util.List;

/// An ensemble with its trees laid out for walking. Not a record, since what it knows is found
/// once.
final class Forest {
    private final TreeEnsemble ensemble;
    private final List<FlatTree> trees;
    private final boolean hasCovers;

    private Forest(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        this.trees =
                ensemble.trees().stream()
                        .map(tree -> FlatTree.of(tree, ensemble.features()))
                        .toList();
        this.hasCovers = trees.stream().allMatch(FlatTree::hasCovers);
    }

    static Forest of(TreeEnsemble ensemble) {
        return new Forest(ensemble);
    }

    TreeEnsemble ensemble() {
        return ensemble;
    }

    List<FlatTree> trees() {
        return trees;
    }

    int deepest() {
        return trees.stream().mapToInt(FlatTree::deepest).max().orElse(0);
    }

    long nodes() {
        return trees.stream().mapToLong(FlatTree::nodes).sum();
    }

    int largestTree() {
        return trees.stream().mapToInt(FlatTree::nodes).max().orElse(0);
    }

    int mostFeatures() {
        return trees.stream().mapToInt(FlatTree::mostFeatures).max().orElse(0);
    }

    int mostOutputs() {
        return trees.stream().mapToInt(FlatTree::outputs).max().orElse(0);
    }

    boolean hasCovers() {
        return hasCovers;
    }

    /// The sums that the trees add up to for a row, before any transform.
    double[] sums(double[] row) {
        double[] seen = ensemble.seen(row);
        double[] sums = ensemble.base().stream().mapToDouble(Double::doubleValue).toArray();
        for (FlatTree tree : trees) {
            int leaf = tree.leaf(seen);
            for (int i = 0; i < tree.outputs(); i++) {
                sums[tree.output(i)] += tree.value(leaf, i);
            }
        }
        return sums;
    }

    /// The mean of the sums of some rows.
    double[] meanSums(Rows rows) {
        double[] mean = new double[ensemble.outputs()];
        for (int row = 0; row < rows.count(); row++) {
            double[] sums = sums(rows.row(row));
            for (int output = 0; output < mean.length; output++) {
                mean[output] += sums[output] / rows.count();
            }
        }
        return mean;
    }
}
