package dev.serval.explainer.treefile;

import dev.serval.explainer.trees.Split;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeEnsemble.Transform;
import dev.serval.explainer.trees.TreeNode;
import dev.serval.explainer.trees.TreeNode.Addend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The trees of an ONNX model: its operator TreeEnsembleClassifier or TreeEnsembleRegressor of the
/// domain `ai.onnx.ml`, which keeps nodes in columns. Such a file does not say how much training
/// data reached a node.
final class OnnxTrees {
    private final OnnxAttributes attributes;
    private final long[] treeIds;
    private final long[] nodeIds;
    private final Map<Long, Map<Long, List<Addend>>> addends = new HashMap<>();
    private final double share;

    private OnnxTrees(OnnxAttributes attributes) throws MalformedTreesException {
        this.attributes = attributes;
        this.treeIds = attributes.integers("nodes_treeids");
        this.nodeIds = attributes.integers("nodes_nodeids");
        long trees = Arrays.stream(treeIds).distinct().count();
        String aggregate = attributes.text("aggregate_function", "SUM");
        if (!aggregate.equals("SUM") && !aggregate.equals("AVERAGE")) {
            throw new MalformedTreesException(
                    "its trees are put together by %s, expected SUM or AVERAGE"
                            .formatted(aggregate));
        }
        this.share = aggregate.equals("AVERAGE") ? 1.0 / trees : 1;
    }

    static TreeEnsemble read(byte[] model) throws MalformedTreesException {
        return new OnnxTrees(OnnxGraph.treeNode(model)).ensemble();
    }

    private TreeEnsemble ensemble() throws MalformedTreesException {
        boolean classifier = attributes.isClassifier();
        String kind = classifier ? "class" : "target";
        int outputs = readWeights(kind, classifier);
        double[] given = attributes.numbers("base_values");
        List<Double> base = new ArrayList<>(Collections.nCopies(outputs, 0.0));
        for (int i = 0; i < Math.min(outputs, given.length); i++) {
            base.set(i, given[given.length - Math.min(outputs, given.length) + i]);
        }
        List<TreeNode> trees = new ArrayList<>();
        for (NodeTable table : tables().values()) {
            trees.add(table.build(0));
        }
        long[] features = attributes.integers("nodes_featureids");
        long last = Arrays.stream(features).max().orElse(0);
        return new TreeEnsemble(
                Math.toIntExact(last + 1),
                base,
                trees,
                !attributes.isDouble(),
                transform(),
                "ONNX");
    }

    /// Two classes with weights for one of them only are a score of the second.
    private int readWeights(String kind, boolean classifier) throws MalformedTreesException {
        long[] outputs = attributes.integers(kind + "_ids");
        long[] nodes = attributes.integers(kind + "_nodeids");
        long[] trees = attributes.integers(kind + "_treeids");
        double[] weights = attributes.numbers(kind + "_weights");
        requireSameLength(kind + "_weights", outputs.length, nodes, trees);
        if (weights.length != outputs.length) {
            throw mismatch(kind + "_weights", weights.length, outputs.length);
        }
        long distinct = Arrays.stream(outputs).distinct().count();
        boolean isScore = classifier && classes() == 2 && distinct == 1;
        int count =
                classifier
                        ? isScore ? 1 : Math.max(1, classes())
                        : Math.toIntExact(attributes.integer("n_targets", 1));
        for (int i = 0; i < outputs.length; i++) {
            int output = isScore ? 0 : Math.toIntExact(outputs[i]);
            if (output < 0 || output >= count) {
                throw new MalformedTreesException(
                        "a leaf is for output %d, expected 0 to %d".formatted(output, count - 1));
            }
            addends.computeIfAbsent(trees[i], _ -> new HashMap<>())
                    .computeIfAbsent(nodes[i], _ -> new ArrayList<>())
                    .add(new Addend(output, weights[i] * share));
        }
        return count;
    }

    private int classes() throws MalformedTreesException {
        return Math.max(
                attributes.texts("classlabels_strings").size(),
                attributes.integers("classlabels_int64s").length);
    }

    private Transform transform() throws MalformedTreesException {
        return switch (attributes.text("post_transform", "NONE")) {
            case "NONE" -> Transform.NONE;
            case "LOGISTIC" -> Transform.LOGISTIC;
            case "SOFTMAX" -> Transform.SOFTMAX;
            default -> Transform.OTHER;
        };
    }

    private Map<Long, NodeTable> tables() throws MalformedTreesException {
        long[] features = attributes.integers("nodes_featureids");
        long[] first = attributes.integers("nodes_truenodeids");
        long[] second = attributes.integers("nodes_falsenodeids");
        double[] thresholds = attributes.numbers("nodes_values");
        List<String> modes = attributes.texts("nodes_modes");
        long[] missing = attributes.integers("nodes_missing_value_tracks_true");
        requireSameLength("nodes_treeids", treeIds.length, nodeIds, features, first, second);
        if (thresholds.length != treeIds.length || modes.size() != treeIds.length) {
            throw mismatch("nodes_values", thresholds.length, treeIds.length);
        }
        Map<Long, NodeTable> tables = new LinkedHashMap<>();
        for (int i = 0; i < treeIds.length; i++) {
            NodeTable table = tables.computeIfAbsent(treeIds[i], _ -> new NodeTable());
            if (modes.get(i).equals("LEAF")) {
                table.leaf(nodeIds[i], addends(i), Double.NaN);
                continue;
            }
            boolean missingFirst = missing.length > i && missing[i] != 0;
            Split split =
                    new Split(
                            Math.toIntExact(features[i]),
                            test(modes.get(i)),
                            thresholds[i],
                            Split.Missing.NAN,
                            missingFirst);
            table.inner(nodeIds[i], split, first[i], second[i], Double.NaN);
        }
        return tables;
    }

    private List<Addend> addends(int node) {
        return addends.getOrDefault(treeIds[node], Map.of()).getOrDefault(nodeIds[node], List.of());
    }

    private static Split.Test test(String mode) throws MalformedTreesException {
        return switch (mode) {
            case "BRANCH_LEQ" -> Split.Test.LESS_OR_EQUAL;
            case "BRANCH_LT" -> Split.Test.LESS;
            case "BRANCH_GTE" -> Split.Test.GREATER_OR_EQUAL;
            case "BRANCH_GT" -> Split.Test.GREATER;
            case "BRANCH_EQ" -> Split.Test.EQUAL;
            case "BRANCH_NEQ" -> Split.Test.NOT_EQUAL;
            default ->
                    throw new MalformedTreesException(
                            "a node's mode is '%s', expected LEAF or one of BRANCH_…"
                                    .formatted(mode));
        };
    }

    private static void requireSameLength(String name, int expected, long[]... columns)
            throws MalformedTreesException {
        for (long[] column : columns) {
            if (column.length != expected) {
                throw mismatch(name, column.length, expected);
            }
        }
    }

    private static MalformedTreesException mismatch(String name, int found, int expected) {
        return new MalformedTreesException(
                "attributes beside '%s' have %d entries, expected %d"
                        .formatted(name, found, expected));
    }
}
