package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model as an entry of the storage secret and a path below it.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageSpec(
        @JsonPropertyDescription("The path of the model within the storage.") @Nullable String path,
        @JsonPropertyDescription("The path of a schema of the model.") @Nullable String schemaPath,
        @JsonPropertyDescription("What overrides the entry of the secret.")
                Map<String, String> parameters,
        @JsonPropertyDescription("The entry of the storage secret.") @Nullable String key,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public StorageSpec {
        parameters = orEmpty(parameters);
        unknown = orEmpty(unknown);
    }
}
