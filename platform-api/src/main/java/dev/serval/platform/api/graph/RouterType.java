package dev.serval.platform.api.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a node calls its steps.
public enum RouterType {
    /// One after the other.
    @JsonProperty("Sequence")
    SEQUENCE,
    /// One of them, by weight.
    @JsonProperty("Splitter")
    SPLITTER,
    /// All at once.
    @JsonProperty("Ensemble")
    ENSEMBLE,
    /// The first whose condition holds.
    @JsonProperty("Switch")
    SWITCH
}
