package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the target of a scale metric is meant.
public enum ScaleMetricType {
    @JsonProperty("Utilization")
    UTILIZATION,
    @JsonProperty("Value")
    VALUE,
    @JsonProperty("AverageValue")
    AVERAGE_VALUE
}
