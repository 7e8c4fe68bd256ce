package dev.serval.protocol.cloudevents;

import dev.serval.inference.model.ModelName;
import org.jspecify.annotations.Nullable;

/// What events that answer others say of themselves, as KServe lets one set it.
///
/// @param type the answer's `type`
/// @param source the answer's `source`; `null` for one that names the model
/// @param merge whether an answer takes over the attributes of the event that it answers
public record CloudEventSettings(String type, @Nullable String source, boolean merge) {
    private static final String DEFAULT_TYPE = "io.kserve.inference.response";
    private static final String DEFAULT_SOURCE = "io.kserve.inference.";

    /// The settings that the values of the environment variables `CE_TYPE`, `CE_SOURCE` and
    /// `CE_MERGE` stand for, of which each may be missing or blank.
    ///
    /// @param merge `true` in any case; anything else means no
    public static CloudEventSettings of(
            @Nullable String type, @Nullable String source, @Nullable String merge) {
        return new CloudEventSettings(
                type == null || type.isBlank() ? DEFAULT_TYPE : type,
                source == null || source.isBlank() ? null : source,
                "true".equalsIgnoreCase(merge));
    }

    /// The `source` of an answer of that model.
    public String sourceOf(ModelName model) {
        return source == null ? DEFAULT_SOURCE + model.value() : source;
    }
}
