package dev.serval.platform.api.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many pods hold the model.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCopies(
        @JsonPropertyDescription("How many failed to load it.") @Nullable Integer failedCopies,
        @JsonPropertyDescription("How many hold it.") @Nullable Integer totalCopies,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ModelCopies {
        unknown = orEmpty(unknown);
    }
}
