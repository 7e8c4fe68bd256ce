package dev.serval.platform.api.graph;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node of a graph: how its steps are called.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceRouter(
        @Required @JsonPropertyDescription("Sequence, Splitter, Ensemble or Switch.")
                @Nullable RouterType routerType,
        @JsonPropertyDescription("What is called.") List<InferenceStep> steps,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public InferenceRouter {
        steps = orEmpty(steps);
        unknown = orEmpty(unknown);
    }
}
