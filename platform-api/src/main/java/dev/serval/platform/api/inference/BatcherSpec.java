package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How requests are gathered into batches.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BatcherSpec(
        @JsonPropertyDescription("How many instances a batch holds at most.")
                @Nullable Integer maxBatchSize,
        @JsonPropertyDescription(
                        "How long the first request of a batch waits at most, in milliseconds.")
                @Nullable Integer maxLatency,
        @JsonPropertyDescription("How long a batch may take, in seconds.")
                @Nullable Integer timeout,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public BatcherSpec {
        unknown = orEmpty(unknown);
    }
}
