package dev.serval.platform.api.runtime;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A format that a runtime serves.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SupportedModelFormat(
        @Required @JsonPropertyDescription("The name of the format.") String name,
        @JsonPropertyDescription("The version of the format, compared as text.")
                @Nullable String version,
        @JsonPropertyDescription("Whether the runtime may be chosen for it without being named.")
                @Nullable Boolean autoSelect,
        @Min(1) @JsonPropertyDescription("Which runtime is preferred: the higher.")
                @Nullable Integer priority,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public SupportedModelFormat {
        name = name == null ? "" : name;
        unknown = orEmpty(unknown);
    }

    /// `onnx`, or `xgboost:2` where a version is given.
    public String label() {
        return version == null ? name : name + ":" + version;
    }

    /// Whether the runtime may be chosen for the format without being named.
    public boolean mayBeChosen() {
        return Boolean.TRUE.equals(autoSelect);
    }
}
