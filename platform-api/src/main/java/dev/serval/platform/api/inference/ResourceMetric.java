package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The use of a resource by the pods.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourceMetric(
        @Required @JsonPropertyDescription("cpu or memory.") String name,
        @Required @JsonPropertyDescription("The figure to be held.") @Nullable MetricTarget target,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ResourceMetric {
        name = name == null ? "" : name;
        unknown = orEmpty(unknown);
    }
}
