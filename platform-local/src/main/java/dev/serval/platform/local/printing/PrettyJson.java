package dev.serval.platform.local.printing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map.Entry;

/// JSON to be read by people: a field a line, and what is short enough on one, so that a row of a
/// tensor stays a row.
public final class PrettyJson {
    private static final int LINE = 100;
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private PrettyJson() {}

    /// The text of a value, without a line's end.
    public static String of(JsonNode value) {
        PrettyJson pretty = new PrettyJson();
        pretty.append(value, "");
        return pretty.text.toString();
    }

    /// The text of a value on one line.
    public static String line(JsonNode value) {
        return flat(value);
    }

    private void append(JsonNode value, String indent) {
        switch (value) {
            case ObjectNode object when !object.isEmpty() -> append(object, indent);
            case ArrayNode array when !isLine(array, indent) -> append(array, indent);
            default -> text.append(flat(value));
        }
    }

    private static boolean isLine(ArrayNode array, String indent) {
        return array.isEmpty()
                || !holdsObjects(array) && indent.length() + flat(array).length() <= LINE;
    }

    private static boolean holdsObjects(JsonNode value) {
        for (JsonNode element : value) {
            if (element.isObject() || holdsObjects(element)) {
                return true;
            }
        }
        return false;
    }

    private void append(ObjectNode object, String indent) {
        text.append('{');
        String separator = "\n";
        for (Entry<String, JsonNode> field : object.properties()) {
            text.append(separator).append(indent).append(INDENT);
            text.append(object.textNode(field.getKey())).append(": ");
            append(field.getValue(), indent + INDENT);
            separator = ",\n";
        }
        text.append('\n').append(indent).append('}');
    }

    private void append(ArrayNode array, String indent) {
        text.append('[');
        String separator = "\n";
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); ) {
            text.append(separator).append(indent).append(INDENT);
            append(elements.next(), indent + INDENT);
            separator = ",\n";
        }
        text.append('\n').append(indent).append(']');
    }

    private static String flat(JsonNode value) {
        return switch (value) {
            case ArrayNode array -> flat(array);
            case ObjectNode object -> flat(object);
            default -> value.toString();
        };
    }

    private static String flat(ArrayNode array) {
        StringBuilder line = new StringBuilder("[");
        for (JsonNode element : array) {
            line.append(line.length() == 1 ? "" : ", ").append(flat(element));
        }
        return line.append(']').toString();
    }

    private static String flat(ObjectNode object) {
        StringBuilder line = new StringBuilder("{");
        for (Entry<String, JsonNode> field : object.properties()) {
            line.append(line.length() == 1 ? "" : ", ")
                    .append(object.textNode(field.getKey()))
                    .append(": ")
                    .append(flat(field.getValue()));
        }
        return line.append('}').toString();
    }
}
