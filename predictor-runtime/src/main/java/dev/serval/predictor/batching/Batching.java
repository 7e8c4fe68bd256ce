package dev.serval.predictor.batching;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.configuration.BatchingSettings;
import dev.serval.server.statistics.ModelStatistics;

/// Makes the batcher of each model version.
///
/// @param defaults what holds where a model says nothing
public record Batching(BatchRules defaults, BatchThreads threads, BatchListeners listeners) {
    /// A batcher of its own for that version of the model.
    ///
    /// @param settings what the model's configuration says
    public Batcher batcher(
            ModelName name,
            ModelVersion version,
            Model model,
            ModelStatistics statistics,
            BatchingSettings settings) {
        return new Batcher(
                model, statistics, defaults.with(settings), threads, listeners.of(name, version));
    }
}
