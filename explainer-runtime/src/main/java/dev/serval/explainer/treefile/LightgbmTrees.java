package dev.serval.explainer.treefile;

import dev.serval.explainer.trees.Split;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeEnsemble.Transform;
import dev.serval.explainer.trees.TreeNode;
import dev.serval.explainer.trees.TreeNode.Addend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/// The trees of a LightGBM model in its text form, as `save_model` writes it.
final class LightgbmTrees {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_MASK = 3;
    private static final int BITS_OF_WORD = 32;

    private final LightgbmSection header;
    private final List<LightgbmSection> trees;

    private LightgbmTrees(List<LightgbmSection> sections) {
        this.header = sections.getFirst();
        this.trees = sections.subList(1, sections.size());
    }

    static TreeEnsemble read(byte[] model) throws MalformedTreesException {
        return new LightgbmTrees(LightgbmSection.split(new String(model, StandardCharsets.UTF_8)))
                .ensemble();
    }

    private TreeEnsemble ensemble() throws MalformedTreesException {
        int outputs = Math.max(1, header.integer("num_tree_per_iteration"));
        double share = header.has("average_output") ? (double) outputs / trees.size() : 1;
        List<TreeNode> roots = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            roots.add(tree(trees.get(i), i % outputs, share));
        }
        String objective = header.text("objective");
        return new TreeEnsemble(
                header.integer("max_feature_idx") + 1,
                Collections.nCopies(outputs, 0.0),
                roots,
                false,
                transform(objective),
                "LightGBM");
    }

    private static Transform transform(String objective) {
        return switch (objective.split(" ", -1)[0]) {
            case "binary", "cross_entropy", "multiclassova" ->
                    objective.contains("sigmoid:") && !objective.endsWith("sigmoid:1")
                            ? Transform.OTHER
                            : Transform.LOGISTIC;
            case "multiclass" -> Transform.SOFTMAX;
            case "poisson", "gamma", "tweedie" -> Transform.EXPONENTIAL;
            case "cross_entropy_lambda" -> Transform.OTHER;
            default -> objective.contains(" sqrt") ? Transform.OTHER : Transform.NONE;
        };
    }

    private static TreeNode tree(LightgbmSection tree, int output, double share)
            throws MalformedTreesException {
        if (tree.has("is_linear") && tree.integer("is_linear") != 0) {
            throw new MalformedTreesException(
                    "it has linear models in its leaves, expected leaves with one value");
        }
        double[] values = tree.numbers("leaf_value");
        if (values.length == 1) {
            return new TreeNode.Leaf(List.of(new Addend(output, values[0] * share)), 1);
        }
        double[] covers = tree.numbers("leaf_count");
        double[] innerCovers = tree.numbers("internal_count");
        double[] left = tree.numbers("left_child");
        double[] right = tree.numbers("right_child");
        int inner = values.length - 1;
        requireLengths(inner, innerCovers, left, right, tree.numbers("split_feature"));
        requireLengths(values.length, covers);
        NodeTable table = new NodeTable();
        for (int leaf = 0; leaf < values.length; leaf++) {
            table.leaf(~leaf, List.of(new Addend(output, values[leaf] * share)), covers[leaf]);
        }
        for (int node = 0; node < inner; node++) {
            table.inner(
                    node,
                    split(tree, node),
                    (long) left[node],
                    (long) right[node],
                    innerCovers[node]);
        }
        return table.build(0);
    }

    private static Split split(LightgbmSection tree, int node) throws MalformedTreesException {
        int feature = (int) tree.numbers("split_feature")[node];
        double[] thresholds = tree.numbers("threshold");
        double[] types = tree.numbers("decision_type");
        requireLengths(thresholds.length, types);
        if (node >= thresholds.length) {
            throw new MalformedTreesException(
                    "a tree has %d thresholds, expected more than %d"
                            .formatted(thresholds.length, node));
        }
        int type = (int) types[node];
        if ((type & CATEGORICAL) != 0) {
            return new Split(
                    feature,
                    Split.Test.IN,
                    0,
                    categories(tree, (int) thresholds[node]),
                    Split.Missing.NAN,
                    false);
        }
        Split.Missing missing =
                switch (type >> MISSING_SHIFT & MISSING_MASK) {
                    case 1 -> Split.Missing.ZERO;
                    case 2 -> Split.Missing.NAN;
                    default -> Split.Missing.NOTHING;
                };
        return new Split(
                feature,
                Split.Test.LESS_OR_EQUAL,
                thresholds[node],
                missing,
                (type & DEFAULT_LEFT) != 0);
    }

    /// The set of that number, which is kept as bits in words of 32.
    private static BitSet categories(LightgbmSection tree, int number)
            throws MalformedTreesException {
        double[] boundaries = tree.numbers("cat_boundaries");
        double[] words = tree.numbers("cat_threshold");
        if (number < 0
                || number + 1 >= boundaries.length
                || boundaries[number + 1] > words.length) {
            throw new MalformedTreesException(
                    "a tree refers to the set of categories %d of %d"
                            .formatted(number, Math.max(0, boundaries.length - 1)));
        }
        BitSet categories = new BitSet();
        int first = (int) boundaries[number];
        for (int word = first; word < boundaries[number + 1]; word++) {
            long bits = (long) words[word];
            for (int bit = 0; bit < BITS_OF_WORD; bit++) {
                categories.set((word - first) * BITS_OF_WORD + bit, (bits >> bit & 1) == 1);
            }
        }
        return categories;
    }

    private static void requireLengths(int expected, double[]... columns)
            throws MalformedTreesException {
        for (double[] column : columns) {
            if (column.length != expected) {
                throw new MalformedTreesException(
                        "a tree has lists of %d and %d entries, expected as many of each"
                                .formatted(column.length, expected));
            }
        }
    }
}
