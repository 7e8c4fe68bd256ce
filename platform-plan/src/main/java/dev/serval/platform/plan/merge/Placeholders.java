package dev.serval.platform.plan.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the placeholders of a runtime's container with what is known of the service: the fields
/// `{{.Name}}`, `{{.Namespace}}`, `{{.Labels.x}}` and `{{.Annotations.x}}` of KServe's templates. A
/// label or annotation that is not there becomes `<no value>`, as there.
///
/// @param name the name of the service
/// @param namespace its namespace
/// @param labels its labels
/// @param annotations its annotations
public record Placeholders(
        String name,
        String namespace,
        Map<String, String> labels,
        Map<String, String> annotations) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}");
    private static final String NO_VALUE = "<no value>";

    public Placeholders {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /// The text with its placeholders filled.
    public String fill(String text) throws PlaceholderException {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
        }
        return matcher.appendTail(filled).toString();
    }

    ObjectNode fill(ObjectNode tree) throws PlaceholderException {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            filled.set(field.getKey(), fill(field.getValue()));
        }
        return filled;
    }

    private JsonNode fill(JsonNode value) throws PlaceholderException {
        return switch (value) {
            case ObjectNode object -> fill(object);
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                for (JsonNode element : array) {
                    filled.add(fill(element));
                }
                yield filled;
            }
            case TextNode text -> TextNode.valueOf(fill(text.textValue()));
            default -> value;
        };
    }

    private String value(String expression) throws PlaceholderException {
        if (expression.equals(".Name")) {
            return name;
        }
        if (expression.equals(".Namespace")) {
            return namespace;
        }
        if (expression.startsWith(".Labels.")) {
            return labels.getOrDefault(expression.substring(".Labels.".length()), NO_VALUE);
        }
        if (expression.startsWith(".Annotations.")) {
            return annotations.getOrDefault(
                    expression.substring(".Annotations.".length()), NO_VALUE);
        }
        throw new PlaceholderException(
                "placeholder '{{%s}}' is unknown, expected .Name, .Namespace, .Labels.x or .Annotations.x"
                        .formatted(expression));
    }
}
