package dev.serval.server.inference;

import dev.serval.server.failure.Outcome;
import dev.serval.server.statistics.ModelStatistics;

/// Adds a call that ended to its model's counters.
final class ModelCounts {
    private ModelCounts() {}

    /// @param total nanoseconds from its last byte in to its end
    static void add(ModelStatistics statistics, CallTimes times, long total, Outcome outcome) {
        if (outcome != Outcome.SUCCESS) {
            statistics.failure().add(total);
            return;
        }
        statistics.success().add(total);
        statistics.queue().add(times.queued());
        statistics.input().add(times.reading());
        statistics.output().add(times.writing());
    }
}
