package dev.serval.server.catalog;

import dev.serval.inference.request.Parameters;

/// How a model is set up, for those who ask with `config`.
///
/// @param backend the engine's name
/// @param maxBatchSize how many rows are merged at the most; 0 where rows are never merged
/// @param versionPolicy which versions are served, in words: `latest: 1`
/// @param parameters what the model's own configuration says to its engine
public record ModelConfiguration(
        String backend, int maxBatchSize, String versionPolicy, Parameters parameters) {
    /// This configuration with another number of rows that are merged at the most.
    public ModelConfiguration withMaxBatchSize(int rows) {
        return new ModelConfiguration(backend, rows, versionPolicy, parameters);
    }
}
