package dev.serval.platform.api.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a component is scaled by.
public enum ScaleMetric {
    @JsonProperty("cpu")
    CPU,
    @JsonProperty("memory")
    MEMORY,
    @JsonProperty("concurrency")
    CONCURRENCY,
    @JsonProperty("rps")
    RPS;

    /// As written in a resource: `concurrency`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
