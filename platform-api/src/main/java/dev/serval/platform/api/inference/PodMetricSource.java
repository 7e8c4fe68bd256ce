package dev.serval.platform.api.inference;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query over what the pods report.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodMetricSource(
        @Required @JsonPropertyDescription("opentelemetry.") String backend,
        @JsonPropertyDescription("The address of the collector.") @Nullable String serverAddress,
        @JsonPropertyDescription("The figures that are collected.") List<String> metricNames,
        @JsonPropertyDescription("The query whose answer is the figure.") @Nullable String query,
        @JsonPropertyDescription("last_one, avg, max, min, rate or count.")
                @Nullable String operationOverTime,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    public PodMetricSource {
        backend = backend == null ? "" : backend;
        metricNames = orEmpty(metricNames);
        unknown = orEmpty(unknown);
    }
}
