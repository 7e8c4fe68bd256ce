package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A figure from a monitoring system.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalMetric(
        @Required @JsonPropertyDescription("Where the figure comes from.")
                @Nullable ExternalMetricSource metric,
        @JsonPropertyDescription("How to log in there.")
                @Nullable AuthenticationReference authenticationRef,
        @Required @JsonPropertyDescription("The figure to be held.") @Nullable MetricTarget target,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public ExternalMetric {
        unknown = orEmpty(unknown);
    }
}
