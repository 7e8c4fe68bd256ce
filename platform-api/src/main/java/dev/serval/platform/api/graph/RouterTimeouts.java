package dev.serval.platform.api.graph;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long a router waits, in seconds.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterTimeouts(
        @JsonPropertyDescription("For a request.") @Nullable Long serverRead,
        @JsonPropertyDescription("For an answer to be written.") @Nullable Long serverWrite,
        @JsonPropertyDescription("For the next request of a connection.") @Nullable Long serverIdle,
        @JsonPropertyDescription("For a step.") @Nullable Long serviceClient,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public RouterTimeouts {
        unknown = orEmpty(unknown);
    }
}
