package dev.serval.platform.api.runtime;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/// What is reported of a runtime: nothing that anyone reads, and what is there is kept.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServingRuntimeStatus(@JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public ServingRuntimeStatus {
        unknown = orEmpty(unknown);
    }
}
