package dev.serval.platform.api.graph;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.serval.platform.api.status.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reported of a graph.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceGraphStatus(
        @JsonPropertyDescription("What is true of it.") List<Condition> conditions,
        @JsonPropertyDescription("Notes of the reporter.") Map<String, String> annotations,
        @JsonPropertyDescription("The generation of the specification that this status is about.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription("Where clients reach it.") @Nullable String url,
        @JsonPropertyDescription("Knative or Standard.") @Nullable String deploymentMode,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public InferenceGraphStatus {
        conditions = orEmpty(conditions);
        annotations = orEmpty(annotations);
        unknown = orEmpty(unknown);
    }
}
