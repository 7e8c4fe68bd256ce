package dev.serval.platform.api.graph;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call of a node.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceStep(
        @JsonPropertyDescription("The name of the step.") @Nullable String name,
        @JsonPropertyDescription("The node that is called.") @Nullable String nodeName,
        @JsonPropertyDescription("The InferenceService that is called.")
                @Nullable String serviceName,
        @JsonPropertyDescription("The URL that is called.") @Nullable String serviceUrl,
        @JsonPropertyDescription("What is sent: $request or $response.") @Nullable String data,
        @JsonPropertyDescription("Whether predictions are sent on as instances.")
                @Nullable Boolean mapPredictionsToInstances,
        @JsonPropertyDescription("The share of the calls, for a Splitter.") @Nullable Long weight,
        @JsonPropertyDescription("When the step is taken.") @Nullable String condition,
        @JsonPropertyDescription("Whether the graph ends when the step fails.")
                @Nullable StepDependency dependency,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public InferenceStep {
        unknown = orEmpty(unknown);
    }
}
