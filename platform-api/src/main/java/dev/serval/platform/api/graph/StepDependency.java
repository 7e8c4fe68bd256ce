package dev.serval.platform.api.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether a graph ends when a step fails.
public enum StepDependency {
    /// It goes on.
    @JsonProperty("Soft")
    SOFT,
    /// It ends with the step's answer.
    @JsonProperty("Hard")
    HARD
}
