package dev.serval.platform.api.runtime;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether ModelMesh fetches models; accepted and not used.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageHelper(
        @JsonPropertyDescription("Whether it does not.") @Nullable Boolean disabled,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public StorageHelper {
        unknown = orEmpty(unknown);
    }
}
