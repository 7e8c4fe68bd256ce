package dev.serval.predictor.configuration;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the requests of a model may be merged into one run of it.
///
/// @param mode when they are; `null` where nothing was said
/// @param maxBatchSize how many rows at the most; 0 where nothing was said
/// @param maxLatency the most by which merging may delay a request; `null` where nothing was said
/// @param preferredSizes sizes at which a batch is worth running at once, rising
/// @param queue how requests wait
public record BatchingSettings(
        @Nullable BatchingMode mode,
        int maxBatchSize,
        @Nullable Duration maxLatency,
        List<Integer> preferredSizes,
        QueueSettings queue) {
    /// What holds where a model says nothing.
    public static final BatchingSettings DEFAULT =
            new BatchingSettings(null, 0, null, List.of(), QueueSettings.DEFAULT);

    public BatchingSettings {
        preferredSizes = preferredSizes.stream().sorted().distinct().toList();
    }
}
