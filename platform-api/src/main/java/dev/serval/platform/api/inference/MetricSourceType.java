package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a figure comes from that a component is scaled by.
public enum MetricSourceType {
    @JsonProperty("Resource")
    RESOURCE,
    @JsonProperty("External")
    EXTERNAL,
    @JsonProperty("PodMetric")
    POD_METRIC
}
