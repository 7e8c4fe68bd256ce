package dev.serval.platform.plan.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Lays one Kubernetes object over another: objects field by field, the lists that Kubernetes
/// merges element by element with the key it uses for them, and everything else by replacement.
/// Elements keep the order of the object below; new ones follow.
final class StrategicMerge {
    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("containers", "name"),
                    Map.entry("initContainers", "name"),
                    Map.entry("ephemeralContainers", "name"),
                    Map.entry("env", "name"),
                    Map.entry("ports", "containerPort"),
                    Map.entry("volumeMounts", "mountPath"),
                    Map.entry("volumeDevices", "devicePath"),
                    Map.entry("volumes", "name"),
                    Map.entry("imagePullSecrets", "name"),
                    Map.entry("resourceClaims", "name"),
                    Map.entry("claims", "name"),
                    Map.entry("hostAliases", "ip"),
                    Map.entry("topologySpreadConstraints", "topologyKey"),
                    Map.entry("schedulingGates", "name"));

    private StrategicMerge() {}

    static ObjectNode merge(ObjectNode below, ObjectNode above) {
        ObjectNode merged = below.deepCopy();
        above.properties()
                .forEach(field -> {
                    JsonNode current = merged.get(field.getKey());
                    merged.set(field.getKey(), value(field.getKey(), current, field.getValue()));
                });
        return merged;
    }

    private static JsonNode value(String name, JsonNode below, JsonNode above) {
        if (below instanceof ObjectNode lower && above instanceof ObjectNode upper) {
            return merge(lower, upper);
        }
        String key = KEYS.get(name);
        if (key != null && below instanceof ArrayNode lower && above instanceof ArrayNode upper) {
            return list(name, key, lower, upper);
        }
        return above.deepCopy();
    }

    private static ArrayNode list(String name, String key, ArrayNode below, ArrayNode above) {
        ArrayNode merged = below.deepCopy();
        for (JsonNode element : above) {
            int index = indexOf(merged, key, element.path(key));
            if (index < 0) {
                merged.add(element.deepCopy());
            } else {
                merged.set(index, element(name, merged.get(index), element));
            }
        }
        return merged;
    }

    /// A volume and a variable have one source each: theirs is replaced, not added to.
    private static JsonNode element(String name, JsonNode below, JsonNode above) {
        boolean replaced = name.equals("volumes") || name.equals("env");
        if (!replaced && below instanceof ObjectNode lower && above instanceof ObjectNode upper) {
            return merge(lower, upper);
        }
        return above.deepCopy();
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (!value.isMissingNode() && list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }
}
