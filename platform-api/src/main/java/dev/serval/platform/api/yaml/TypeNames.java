package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a value is called in a message: as a user would write it, not as Java would.
final class TypeNames {
    private TypeNames() {}

    /// What is expected where a value of `type` belongs: `a whole number`.
    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", constants(type));
        }
        if (type == Integer.class || type == Long.class || type == int.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text (in quotes if it looks like a number)";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) ? "names and values" : "fields";
    }

    /// What was found: `the text 'x'`.
    static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "the text '%s'".formatted(value.textValue());
            case NUMBER -> "the number " + value.asText();
            case BOOLEAN -> value.asText();
            case ARRAY -> "a list";
            case OBJECT, POJO -> "fields";
            case NULL, MISSING -> "nothing";
            case BINARY -> "bytes";
        };
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .map(field -> field.getAnnotation(JsonProperty.class))
                .filter(name -> name != null)
                .map(JsonProperty::value)
                .toList();
    }
}
