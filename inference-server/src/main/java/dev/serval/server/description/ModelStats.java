package dev.serval.server.description;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serval.server.statistics.DurationCount;

/// The counters of one model version in the terms of Triton's statistics extension.
public record ModelStats(
        String name,
        String version,
        @JsonProperty("last_inference") long lastInference,
        @JsonProperty("inference_count") long inferenceCount,
        @JsonProperty("execution_count") long executionCount,
        @JsonProperty("inference_stats") Stages stages) {

    /// A count and the nanoseconds it took in all.
    public record Duration(long count, long ns) {
        static Duration of(DurationCount counted) {
            return new Duration(counted.count(), counted.total());
        }
    }

    /// Where the time went.
    public record Stages(
            Duration success,
            Duration fail,
            Duration queue,
            @JsonProperty("compute_input") Duration computeInput,
            @JsonProperty("compute_infer") Duration computeInfer,
            @JsonProperty("compute_output") Duration computeOutput) {}
}
