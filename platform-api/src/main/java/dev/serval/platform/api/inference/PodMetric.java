package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A figure that the pods report.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodMetric(
        @Required @JsonPropertyDescription("Which figure.") @Nullable PodMetricSource metric,
        @Required @JsonPropertyDescription("The figure to be held.") @Nullable MetricTarget target,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public PodMetric {
        unknown = orEmpty(unknown);
    }
}
