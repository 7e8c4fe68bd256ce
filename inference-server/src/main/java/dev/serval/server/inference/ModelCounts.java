package dev.serval.server.inference;

import dev.serval.server.failure.Outcome;
import dev.serval.server.statistics.ModelStatistics;

/// Adds a call that ended to its model's counters.
final class ModelCounts {
    private ModelCounts() {}

    static void add(ModelStatistics statistics, CallTimes times, Outcome outcome) {
        if (outcome != Outcome.SUCCESS) {
            statistics.failure().add(times.sinceAccepted());
            return;
        }
        statistics.success().add(times.sinceAccepted());
        statistics.queue().add(times.queued());
        statistics.input().add(times.reading());
        statistics.output().add(times.writing());
    }
}
