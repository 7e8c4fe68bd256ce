package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a webhook answers.
public sealed interface Review {
    /// The resource may be stored, changed as the patch says.
    ///
    /// @param patch a JSON patch (RFC 6902); null where nothing is changed
    /// @param warnings what its user ought to know
    record Allowed(@Nullable JsonNode patch, List<String> warnings) implements Review {
        public Allowed {
            warnings = List.copyOf(warnings);
        }
    }

    /// The resource may not be stored.
    ///
    /// @param message the field, the value found and the value expected
    record Denied(String message) implements Review {}

    /// The resource may be stored as it is.
    static Review unchanged() {
        return new Allowed(null, List.of());
    }
}
