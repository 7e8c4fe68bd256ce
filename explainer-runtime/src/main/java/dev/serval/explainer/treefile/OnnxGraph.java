package dev.serval.explainer.treefile;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// As much of an ONNX model as it takes to find its trees and to see that rows reach them as they
/// are. Field numbers are those of the published `onnx.proto`.
final class OnnxGraph {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INPUT = 11;
    private static final int VALUE_NAME = 1;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;

    private static final Set<String> TREES =
            Set.of("TreeEnsembleClassifier", "TreeEnsembleRegressor");
    private static final Set<String> HARMLESS = Set.of("Cast", "Identity");

    private OnnxGraph() {}

    /// The model's only node of trees.
    ///
    /// @throws MalformedTreesException if there is none, there are several, or something changes
    ///   features before they reach it
    static OnnxAttributes treeNode(byte[] model) throws MalformedTreesException {
        ProtoFields graph =
                ProtoFields.parse(ByteString.copyFrom(model))
                        .message(MODEL_GRAPH)
                        .orElseThrow(() -> new MalformedTreesException("it has no ONNX graph"));
        List<ProtoFields> nodes = graph.messages(GRAPH_NODE);
        List<ProtoFields> trees = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        for (ProtoFields node : nodes) {
            String operator = node.text(NODE_OPERATOR);
            operators.add(operator);
            if (TREES.contains(operator)) {
                trees.add(node);
            }
        }
        if (trees.size() != 1) {
            throw new MalformedTreesException(
                    "its graph is %s, expected one TreeEnsembleClassifier or TreeEnsembleRegressor"
                            .formatted(operators));
        }
        requireUnchanged(graph, nodes, trees.getFirst());
        return new OnnxAttributes(trees.getFirst());
    }

    private static void requireUnchanged(
            ProtoFields graph, List<ProtoFields> nodes, ProtoFields tree)
            throws MalformedTreesException {
        Set<String> unchanged = new HashSet<>();
        for (ProtoFields input : graph.messages(GRAPH_INPUT)) {
            unchanged.add(input.text(VALUE_NAME));
        }
        for (ProtoFields node : nodes) {
            if (HARMLESS.contains(node.text(NODE_OPERATOR))
                    && unchanged.containsAll(node.texts(NODE_INPUT))) {
                unchanged.addAll(node.texts(NODE_OUTPUT));
            }
        }
        if (!unchanged.containsAll(tree.texts(NODE_INPUT))) {
            throw new MalformedTreesException(
                    "features are changed before they reach the trees, expected trees over the"
                            + " model's input; a method that asks the model, such as"
                            + " 'kernel_shap', can explain it");
        }
    }
}
