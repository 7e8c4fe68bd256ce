package dev.serval.server.description;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.statistics.DurationCount;
import java.util.List;
import java.util.Locale;

/// The counters of one model version in the terms of Triton's statistics extension.
public record ModelStats(
        String name,
        String version,
        @JsonProperty("last_inference") long lastInference,
        @JsonProperty("inference_count") long inferenceCount,
        @JsonProperty("execution_count") long executionCount,
        @JsonProperty("inference_stats") Stages stages,
        @JsonProperty("batch_stats") List<BatchSize> batchSizes,
        Batching batching) {

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

    /// The runs with so many rows.
    public record BatchSize(
            @JsonProperty("batch_size") long size,
            @JsonProperty("compute_infer") Duration computeInfer) {}

    /// Whether requests are merged, and why; Serval's own.
    public record Batching(String state, String reason, String explanation) {
        static Batching of(BatchingStatus status) {
            return new Batching(
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.reason().name().toLowerCase(Locale.ROOT),
                    status.explanation());
        }
    }
}
