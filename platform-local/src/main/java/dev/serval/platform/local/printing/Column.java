package dev.serval.platform.local.printing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// A column of a table of resources.
///
/// @param title in capitals, as kubectl's
/// @param value what a row shows
record Column(String title, Value value) {
    /// What a row shows of a resource.
    @FunctionalInterface
    interface Value {
        String of(JsonNode resource, Instant now);
    }

    /// A column that shows what lies at a pointer such as `/status/url`.
    static Column at(String title, String pointer) {
        return new Column(title, (resource, _) -> resource.at(pointer).asText());
    }
}
