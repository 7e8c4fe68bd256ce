package dev.serval.explainer.trees;

import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trees whose answers are added up.
///
/// @param features how many columns a row has
/// @param base what each output starts from
/// @param singlePrecision whether values are rounded to 32 bits before they are compared
/// @param transform what the model does to the sums before it answers
/// @param format what the ensemble was read from, for people
public record TreeEnsemble(
        int features,
        List<Double> base,
        List<TreeNode> trees,
        boolean singlePrecision,
        Transform transform,
        String format) {
    public TreeEnsemble {
        base = List.copyOf(base);
        trees = List.copyOf(trees);
    }

    /// What a model does to the sums of its trees before it answers.
    public enum Transform {
        NONE,
        LOGISTIC,
        SOFTMAX,
        EXPONENTIAL,
        /// Something else, so that sums and answers cannot be compared.
        OTHER
    }

    public int outputs() {
        return base.size();
    }

    /// The row as the trees see it.
    public double[] seen(double[] row) {
        double[] seen = row.clone();
        if (singlePrecision) {
            for (int i = 0; i < seen.length; i++) {
                seen[i] = (float) seen[i];
            }
        }
        return seen;
    }

    /// The sums that the trees add up to for a row, before any transform.
    public double[] sums(double[] row) {
        double[] seen = seen(row);
        double[] sums = base.stream().mapToDouble(Double::doubleValue).toArray();
        for (TreeNode tree : trees) {
            TreeNode node = tree;
            while (node instanceof TreeNode.Inner inner) {
                node = inner.next(seen);
            }
            for (TreeNode.Addend addend : ((TreeNode.Leaf) node).addends()) {
                sums[addend.output()] += addend.value();
            }
        }
        return sums;
    }

    /// What the model answers for sums, as far as the transform is known.
    public double[] answers(double[] sums) {
        return switch (transform) {
            case NONE, OTHER -> sums;
            case LOGISTIC -> Arrays.stream(sums).map(sum -> 1 / (1 + Math.exp(-sum))).toArray();
            case EXPONENTIAL -> Arrays.stream(sums).map(Math::exp).toArray();
            case SOFTMAX -> softmax(sums);
        };
    }

    private static double[] softmax(double[] sums) {
        double greatest = Arrays.stream(sums).max().orElse(0);
        double[] shares = Arrays.stream(sums).map(sum -> Math.exp(sum - greatest)).toArray();
        double total = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }

    /// Whether every node says how much training data reached it.
    public boolean hasCovers() {
        return trees.stream().allMatch(TreeEnsemble::hasCovers);
    }

    private static boolean hasCovers(TreeNode node) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.cover() >= 0;
            case TreeNode.Inner inner ->
                    inner.cover() > 0 && hasCovers(inner.first()) && hasCovers(inner.second());
        };
    }

    /// The same ensemble with the covers that those rows give its nodes.
    public TreeEnsemble withCoversFrom(Rows rows) {
        List<double[]> all = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            all.add(seen(rows.row(row)));
        }
        return new TreeEnsemble(
                features,
                base,
                trees.stream().map(tree -> covered(tree, all)).toList(),
                singlePrecision,
                transform,
                format);
    }

    private static TreeNode covered(TreeNode node, List<double[]> rows) {
        return switch (node) {
            case TreeNode.Leaf leaf -> new TreeNode.Leaf(leaf.addends(), rows.size());
            case TreeNode.Inner inner ->
                    new TreeNode.Inner(
                            inner.split(),
                            covered(inner.first(), going(inner, true, rows)),
                            covered(inner.second(), going(inner, false, rows)),
                            rows.size());
        };
    }

    private static List<double[]> going(TreeNode.Inner inner, boolean first, List<double[]> rows) {
        return rows.stream()
                .filter(row -> inner.split().isFirst(row[inner.split().feature()]) == first)
                .toList();
    }
}
