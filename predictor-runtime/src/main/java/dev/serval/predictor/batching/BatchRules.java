package dev.serval.predictor.batching;

import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.BatchingSettings;
import dev.serval.predictor.configuration.QueueSettings;
import java.time.Duration;
import java.util.List;

/// What holds for the merging of one model's requests.
///
/// @param maxRows how many rows a merged run may have
/// @param maxLatency in mode ALWAYS, how long the first request may wait for others; in mode
///   ADAPTIVE, how long a merged run may take
/// @param preferredSizes in mode ALWAYS, numbers of rows that are worth running at once, rising
/// @param capacity how many requests may wait in all
public record BatchRules(
        BatchingMode mode,
        int maxRows,
        Duration maxLatency,
        List<Integer> preferredSizes,
        QueueSettings queue,
        int capacity) {
    public BatchRules {
        preferredSizes = List.copyOf(preferredSizes);
    }

    /// These rules with what a model says in their stead.
    public BatchRules with(BatchingSettings settings) {
        int rows = settings.maxBatchSize() == 0 ? maxRows : settings.maxBatchSize();
        return new BatchRules(
                settings.mode() == null ? mode : settings.mode(),
                rows,
                settings.maxLatency() == null ? maxLatency : settings.maxLatency(),
                settings.preferredSizes().stream().filter(size -> size <= rows).toList(),
                settings.queue(),
                capacity);
    }

    /// How many rows are enough to run at once though the first request may still wait.
    int enough() {
        return preferredSizes.isEmpty() ? maxRows : preferredSizes.getFirst();
    }

    /// The greatest preferred number of rows that there are; all that fit if none is reached.
    long target(long waitingRows, long most) {
        long target = most;
        for (int preferred : preferredSizes) {
            if (preferred <= waitingRows && preferred <= most) {
                target = preferred;
            }
        }
        return target;
    }
}
