package dev.serval.predictor.configuration;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the rows of several requests may be merged into one run of a model.
///
/// @param maxBatchSize how many rows at the most; 0 where nothing was said
/// @param maxLatency how long the oldest request may wait for others; `null` where nothing was said
/// @param preferredSizes sizes at which a batch is worth running at once, rising
public record BatchingSettings(
        int maxBatchSize, @Nullable Duration maxLatency, List<Integer> preferredSizes) {
    /// What holds where a model says nothing.
    public static final BatchingSettings DEFAULT = new BatchingSettings(0, null, List.of());

    public BatchingSettings {
        preferredSizes = preferredSizes.stream().sorted().distinct().toList();
    }
}
