package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns the nodes of one YAML document into a JSON tree and remembers where each value stands.
/// Anchors are resolved; what they would blow up to is bounded.
final class YamlTree {
    static final int MAX_VALUES = 200_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Map<JsonPointer, SourceLocation> locations = new HashMap<>();
    private int values;

    private YamlTree(String file) {
        this.file = file;
    }

    static YamlDocument of(String file, Node root) {
        YamlTree tree = new YamlTree(file);
        JsonPointer start = JsonPointer.empty();
        JsonNode value = tree.value(root, start, 0);
        return new YamlDocument(value, tree.locations);
    }

    private JsonNode value(Node node, JsonPointer at, int depth) {
        if (++values > MAX_VALUES) {
            throw refusal(node, "more than %d values".formatted(MAX_VALUES));
        }
        if (depth > DepthLimitedParser.MAX_DEPTH) {
            throw refusal(node, "an anchor that holds itself");
        }
        locations.putIfAbsent(at, locationOf(node));
        return switch (node) {
            case MappingNode mapping -> object(mapping, at, depth);
            case SequenceNode sequence -> array(sequence, at, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw refusal(node, "a value of kind " + node.getNodeType());
        };
    }

    private ObjectNode object(MappingNode mapping, JsonPointer at, int depth) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode().getNodeType() != NodeType.SCALAR) {
                throw refusal(entry.getKeyNode(), "a field name that is no text");
            }
            String name = ((ScalarNode) entry.getKeyNode()).getValue();
            if (object.has(name)) {
                throw refusal(entry.getKeyNode(), "the field '%s' twice".formatted(name));
            }
            JsonPointer below = at.appendProperty(name);
            locations.put(below, locationOf(entry.getKeyNode()));
            object.set(name, value(entry.getValueNode(), below, depth + 1));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, JsonPointer at, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(value(element, at.appendIndex(array.size()), depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT)) {
            return whole(integer(text));
        }
        if (tag.equals(Tag.FLOAT)) {
            return floating(text);
        }
        return JSON.textNode(text);
    }

    /// The narrowest node that holds the number, as a parser of JSON would make it.
    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return JSON.numberNode(number.intValueExact());
        }
        return number.bitLength() < Long.SIZE
                ? JSON.numberNode(number.longValueExact())
                : JSON.numberNode(number);
    }

    private static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    private static JsonNode floating(String text) {
        boolean isFinite = text.chars().noneMatch(c -> "nNiI".indexOf(c) >= 0);
        return isFinite ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }

    private ComposerException refusal(Node node, String problem) {
        return new ComposerException(problem, node.getStartMark());
    }

    private SourceLocation locationOf(Node node) {
        return node.getStartMark()
                .map(mark -> new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseGet(() -> new SourceLocation(file, 1, 1));
    }
}
