package dev.serval.engine.sklearn.skops;

import dev.serval.engine.sklearn.numpy.NpyFile;
import dev.serval.engine.sklearn.numpy.PickledForm;
import dev.serval.engine.sklearn.pickle.Dictionary;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Symbol;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Bytes;
import dev.serval.engine.sklearn.pickle.Value.Nothing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads nodes of protocols 0 to 2 into values. What a node is, its loader says; which loaders
/// there are is skops' documentation and source.
final class NodeReader {
    private static final Sequence NO_ARGUMENTS = Sequence.of(List.of());

    private final Members members;

    NodeReader(Members members) {
        this.members = members;
    }

    /// @throws PickleException if the node or one in it is broken or its name is on no list
    Value read(Node node) throws IOException {
        return switch (node.loader()) {
            case "JsonNode" -> JsonScalar.parse(node.text("content"));
            case "ListNode", "TupleNode", "SetNode" -> sequence(node);
            case "DictNode" -> dictionary(node);
            case "DefaultDictNode" -> read(named(node).node("content").node("main"));
            case "ObjectNode" -> Instance.of(node.symbol(), NO_ARGUMENTS, state(node));
            case "TreeNode", "LossNode", "SGDNode" ->
                    Instance.of(
                            node.symbol(),
                            arguments(node.node("__reduce__").node("args")),
                            state(node));
            case "ConstructorFromReduceNode" ->
                    Instance.of(node.symbol(), arguments(node.node("content")), Nothing.NONE);
            case "FunctionNode" -> function(node);
            case "TypeNode" -> node.symbol();
            case "SliceNode" -> slice(node);
            case "BytesNode", "BytearrayNode" -> new Bytes(members.content(node.text("file")));
            default -> readOfNumpy(node);
        };
    }

    private Value readOfNumpy(Node node) throws IOException {
        return switch (node.loader()) {
            case "NdArrayNode" -> array(node);
            case "MaskedArrayNode" -> Symbol.known("numpy.ma", "MaskedArray");
            case "DTypeNode" -> type(node.node("content"));
            // No fitted estimator draws from what makes numbers at random.
            case "RandomStateNode", "RandomGeneratorNode" ->
                    Instance.of(node.symbol(), NO_ARGUMENTS, Nothing.NONE);
            default ->
                    throw PickleException.notRead(
                            "a %s of %s".formatted(node.loader(), node.dotted()));
        };
    }

    /// The node, whose name is on a list.
    private static Node named(Node node) {
        node.symbol();
        return node;
    }

    private Sequence sequence(Node node) throws IOException {
        List<Value> items = new ArrayList<>();
        for (Node item : named(node).nodes("content")) {
            items.add(read(item));
        }
        return Sequence.of(items);
    }

    private Dictionary dictionary(Node node) throws IOException {
        List<Node> types = named(node).node("key_types").nodes("content");
        List<Value> keysAndValues = new ArrayList<>();
        for (var entry : node.entries("content").entrySet()) {
            int place = keysAndValues.size() / 2;
            if (place == types.size()) {
                throw new PickleException("a dict has keys of %d types only".formatted(place));
            }
            keysAndValues.add(JsonScalar.key(entry.getKey(), types.get(place).dotted()));
            keysAndValues.add(read(entry.getValue()));
        }
        return Dictionary.of(keysAndValues);
    }

    private Value state(Node node) throws IOException {
        var content = node.findNode("content");
        return content.isPresent() ? read(content.get()) : Nothing.NONE;
    }

    private Sequence arguments(Node node) throws IOException {
        Value value = read(node);
        if (value instanceof Sequence sequence) {
            return sequence;
        }
        throw new PickleException(
                "an object is made of %s, expected a tuple".formatted(value.describe()));
    }

    /// Protocol 0 has the name one level deeper.
    private static Symbol function(Node node) {
        return node.findNode("content")
                .map(content -> Symbol.known(content.text("module_path"), content.text("function")))
                .orElseGet(node::symbol);
    }

    private static Instance slice(Node node) {
        Node content = node.node("content");
        List<Value> bounds = new ArrayList<>();
        for (String bound : List.of("start", "stop", "step")) {
            bounds.add(JsonScalar.parse(content.require(bound).toString()));
        }
        return Instance.of(Symbol.known("builtins", "slice"), Sequence.of(bounds), Nothing.NONE);
    }

    private Instance array(Node node) throws IOException {
        boolean isArray = node.symbol().name().equals("numpy.ndarray");
        return switch (node.text("type")) {
            case "numpy" -> isArray ? npy(node).array() : npy(node).scalar();
            case "json" -> objects(node);
            default ->
                    throw PickleException.notRead(
                            "an array of type '%s'".formatted(node.text("type")));
        };
    }

    /// A type is written as that of an array without elements.
    private Instance type(Node array) throws IOException {
        return array.text("type").equals("json")
                ? PickledForm.typeOfObjects()
                : npy(array).elementType();
    }

    private NpyFile npy(Node node) throws IOException {
        return NpyFile.parse(members.content(node.text("file")));
    }

    /// An array of objects is lists in lists, as deep as it has dimensions.
    private Instance objects(Node node) throws IOException {
        Sequence shape = arguments(node.node("shape"));
        List<Value> items = List.copyOf(sequence(node).items());
        for (int axis = 1; axis < shape.size(); axis++) {
            List<Value> inner = new ArrayList<>();
            for (Value item : items) {
                if (!(item instanceof Sequence row)) {
                    throw new PickleException(
                            "a row of an array is %s, expected a list".formatted(item.describe()));
                }
                inner.addAll(row.items());
            }
            items = inner;
        }
        return PickledForm.ofObjects(shape, Sequence.of(items));
    }
}
