package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One measured figure that a component is scaled by.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScalingMetric(
        @Required @JsonPropertyDescription("Where the figure comes from.")
                @Nullable MetricSourceType type,
        @JsonPropertyDescription("A figure of the pods themselves.")
                @Nullable ResourceMetric resource,
        @JsonPropertyDescription("A figure from a monitoring system.")
                @Nullable ExternalMetric external,
        @JsonPropertyDescription("A figure that the pods report.") @Nullable PodMetric podmetric,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ScalingMetric {
        unknown = orEmpty(unknown);
    }
}
