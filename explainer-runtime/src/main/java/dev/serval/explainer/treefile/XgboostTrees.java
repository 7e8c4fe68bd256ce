package dev.serval.explainer.treefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.explainer.trees.Split;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.explainer.trees.TreeEnsemble.Transform;
import dev.serval.explainer.trees.TreeNode;
import dev.serval.explainer.trees.TreeNode.Addend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The trees of an XGBoost model in JSON or UBJSON, as `save_model` writes it.
final class XgboostTrees {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode learner;
    private final JsonNode booster;
    private final JsonNode weights;

    private XgboostTrees(JsonNode learner) throws MalformedTreesException {
        this.learner = learner;
        JsonNode named = learner.path("gradient_booster");
        String name = named.path("name").asText();
        this.weights = named.path("weight_drop");
        JsonNode inner = name.equals("dart") ? named.path("gbtree") : named;
        this.booster = inner.path("model");
        if (!name.equals("gbtree") && !name.equals("dart")) {
            throw new MalformedTreesException(
                    "its booster is '%s', expected gbtree or dart".formatted(name));
        }
    }

    static TreeEnsemble read(byte[] model) throws MalformedTreesException {
        try {
            return new XgboostTrees(JSON.readTree(model).path("learner")).ensemble();
        } catch (IOException malformed) {
            throw new MalformedTreesException("it is no JSON: " + malformed.getMessage());
        }
    }

    /// The same in UBJSON.
    static TreeEnsemble readBinary(byte[] model) throws MalformedTreesException {
        return new XgboostTrees(Ubjson.read(model).path("learner")).ensemble();
    }

    private TreeEnsemble ensemble() throws MalformedTreesException {
        JsonNode parameters = learner.path("learner_model_param");
        int outputs = Math.max(1, parameters.path("num_class").asInt(0));
        if (parameters.path("num_target").asInt(1) > 1) {
            throw new MalformedTreesException(
                    "it has %d targets, expected one"
                            .formatted(parameters.path("num_target").asInt()));
        }
        String objective = learner.path("objective").path("name").asText();
        List<TreeNode> trees = new ArrayList<>();
        for (int i = 0; i < booster.path("trees").size(); i++) {
            int output = booster.path("tree_info").path(i).asInt(0);
            if (output < 0 || output >= outputs) {
                throw new MalformedTreesException(
                        "tree %d is for output %d, expected 0 to %d"
                                .formatted(i, output, outputs - 1));
            }
            trees.add(tree(booster.path("trees").path(i), output, weights.path(i).asDouble(1)));
        }
        return new TreeEnsemble(
                parameters.path("num_feature").asInt(),
                base(parameters.path("base_score").asText("0"), objective, outputs),
                trees,
                true,
                transform(objective),
                "XGBoost");
    }

    /// The base score is kept on the scale of answers; since 3.1 it may be a list, one an output.
    private static List<Double> base(String text, String objective, int outputs)
            throws MalformedTreesException {
        String[] scores = text.replaceAll("[\\[\\]\\s]", "").split(",", -1);
        List<Double> base = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            try {
                double score = Double.parseDouble(scores[Math.min(output, scores.length - 1)]);
                base.add(onScaleOfSums(score, objective));
            } catch (NumberFormatException none) {
                throw new MalformedTreesException(
                        "its base_score is '%s', expected numbers".formatted(text));
            }
        }
        return Collections.unmodifiableList(base);
    }

    private static double onScaleOfSums(double score, String objective) {
        return switch (transform(objective)) {
            case LOGISTIC -> (float) Math.log(score / (1 - score));
            case EXPONENTIAL -> (float) Math.log(score);
            case NONE, SOFTMAX, OTHER ->
                    objective.equals("binary:logitraw")
                            ? (float) Math.log(score / (1 - score))
                            : score;
        };
    }

    private static Transform transform(String objective) {
        return switch (objective) {
            case "binary:logistic", "reg:logistic" -> Transform.LOGISTIC;
            case "multi:softprob" -> Transform.SOFTMAX;
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" ->
                    Transform.EXPONENTIAL;
            case "multi:softmax", "binary:hinge" -> Transform.OTHER;
            default -> Transform.NONE;
        };
    }

    private TreeNode tree(JsonNode tree, int output, double weight) throws MalformedTreesException {
        JsonNode left = tree.path("left_children");
        JsonNode conditions = tree.path("split_conditions");
        JsonNode covers = tree.path("sum_hessian");
        if (left.isEmpty()
                || left.size() != conditions.size()
                || left.size() != tree.path("split_indices").size()
                || left.size() != tree.path("right_children").size()) {
            throw new MalformedTreesException(
                    "a tree has %d left children and %d split conditions, expected as many of each"
                            .formatted(left.size(), conditions.size()));
        }
        NodeTable table = new NodeTable();
        for (int i = 0; i < left.size(); i++) {
            double cover = covers.path(i).asDouble(Double.NaN);
            if (left.path(i).asInt() < 0) {
                double value = (float) conditions.path(i).asDouble() * weight;
                table.leaf(i, List.of(new Addend(output, value)), cover);
            } else {
                table.inner(
                        i,
                        split(tree, i),
                        left.path(i).asLong(),
                        tree.path("right_children").path(i).asLong(),
                        cover);
            }
        }
        return table.build(0);
    }

    /// A row goes left below the threshold.
    private static Split split(JsonNode tree, int node) throws MalformedTreesException {
        int feature = tree.path("split_indices").path(node).asInt();
        boolean missingLeft = tree.path("default_left").path(node).asInt(0) != 0;
        if (tree.path("split_type").path(node).asInt(0) == 0) {
            return new Split(
                    feature,
                    Split.Test.LESS,
                    (float) tree.path("split_conditions").path(node).asDouble(),
                    Split.Missing.NAN,
                    missingLeft);
        }
        throw new MalformedTreesException(
                "feature %d is split by categories, expected splits by thresholds"
                        .formatted(feature));
    }
}
