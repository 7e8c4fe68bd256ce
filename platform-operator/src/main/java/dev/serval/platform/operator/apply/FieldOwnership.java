package dev.serval.platform.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.yaml.ResourceJson;
import java.util.Map;

/// The fields of an object that a manager owns, in the form in which the API server writes them
/// down in `metadata.managedFields` (`FieldsV1`): `f:NAME` for a field, `k:{KEYS}` for the item of
/// a list with keys, `v:VALUE` for an item of a set. What has nothing below it is owned as a whole.
///
/// A manager that applied a field owns it until somebody else changes or removes it. A default that
/// is filled in within the same request changes nothing of that.
final class FieldOwnership {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final JsonNode fields;

    /// @param fields what a manager's entry holds as `fieldsV1`
    FieldOwnership(JsonNode fields) {
        this.fields = fields;
    }

    /// Whether all fields are owned that an object has; those by which it is named are nobody's.
    boolean covers(JsonNode object) {
        for (Map.Entry<String, JsonNode> part : object.properties()) {
            boolean isCovered =
                    switch (part.getKey()) {
                        case "apiVersion", "kind", "status" -> true;
                        case "metadata" -> coversMetadata(part.getValue());
                        default -> coversField(fields, part.getKey(), part.getValue());
                    };
            if (!isCovered) {
                return false;
            }
        }
        return true;
    }

    private boolean coversMetadata(JsonNode metadata) {
        JsonNode owned = fields.path("f:metadata");
        for (Map.Entry<String, JsonNode> part : metadata.properties()) {
            boolean isName = part.getKey().equals("name") || part.getKey().equals("namespace");
            if (!isName && !coversField(owned, part.getKey(), part.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean coversField(JsonNode owned, String name, JsonNode value) {
        JsonNode below = owned.get("f:" + name);
        return below != null
                ? coversValue(below, value)
                : value.isEmpty() && value.isContainerNode();
    }

    private boolean coversValue(JsonNode owned, JsonNode value) {
        if (owned.isEmpty() || !value.isContainerNode()) {
            return true;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> part : value.properties()) {
                if (!coversField(owned, part.getKey(), part.getValue())) {
                    return false;
                }
            }
            return true;
        }
        for (JsonNode item : value) {
            if (!coversItem(owned, item)) {
                return false;
            }
        }
        return true;
    }

    private boolean coversItem(JsonNode owned, JsonNode item) {
        for (Map.Entry<String, JsonNode> part : owned.properties()) {
            boolean isIt =
                    part.getKey().startsWith("v:") && read(part.getKey()).equals(item)
                            || part.getKey().startsWith("k:") && hasKeys(item, read(part.getKey()));
            if (isIt && coversValue(part.getValue(), item)) {
                return true;
            }
        }
        return false;
    }

    /// A key that the item does not have is one that has a default.
    private static boolean hasKeys(JsonNode item, JsonNode keys) {
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            JsonNode value = item.get(key.getKey());
            if (value != null && !value.equals(key.getValue())) {
                return false;
            }
        }
        return true;
    }

    private JsonNode read(String key) {
        try {
            return mapper.readTree(key.substring(2));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "managedFields has '%s', expected JSON after its first two characters"
                            .formatted(key),
                    malformed);
        }
    }
}
