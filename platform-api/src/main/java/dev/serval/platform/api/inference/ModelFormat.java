package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The format of a model's files.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelFormat(
        @Required @JsonPropertyDescription("The name of the format: onnx, sklearn, …") String name,
        @JsonPropertyDescription("The version of the format, compared as text.")
                @Nullable String version,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ModelFormat {
        name = name == null ? "" : name;
        unknown = orEmpty(unknown);
    }

    /// A format in any version.
    public static ModelFormat of(String name) {
        return new ModelFormat(name, null, Map.of());
    }

    /// `onnx`, or `xgboost:2` where a version is given.
    public String label() {
        return version == null ? name : name + ":" + version;
    }
}
