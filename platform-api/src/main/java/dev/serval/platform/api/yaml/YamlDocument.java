package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// One document of a file as a tree, and where each of its values and fields stands.
///
/// @param tree the document
/// @param locations the place of each value by its pointer; of a field, the place of its name
record YamlDocument(JsonNode tree, Map<JsonPointer, SourceLocation> locations) {
    YamlDocument {
        locations = Map.copyOf(locations);
    }

    SourceLocation start() {
        return locationOf(JsonPointer.empty());
    }

    /// The place of the value, or of the nearest value around it.
    SourceLocation locationOf(JsonPointer pointer) {
        SourceLocation found = locations.get(pointer);
        if (found != null) {
            return found;
        }
        JsonPointer around = pointer.head();
        if (around == null) {
            throw new IllegalArgumentException("a document without a start");
        }
        return locationOf(around);
    }
}
