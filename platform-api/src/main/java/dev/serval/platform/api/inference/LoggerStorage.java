package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a payload log is stored.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoggerStorage(
        @JsonPropertyDescription("The path within the storage.") @Nullable String path,
        @JsonPropertyDescription("What overrides the entry of the secret.")
                Map<String, String> parameters,
        @JsonPropertyDescription("The entry of the storage secret.") @Nullable String key,
        @JsonPropertyDescription("The service account whose secrets are used.")
                @Nullable String serviceAccountName,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public LoggerStorage {
        parameters = orEmpty(parameters);
        unknown = orEmpty(unknown);
    }
}
