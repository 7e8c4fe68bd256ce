package dev.serval.inference.engine;

import dev.serval.inference.request.Parameters;

/// How an engine should run a model.
///
/// @param threads how many threads one call may use; at least 1
/// @param parameters what the model's own configuration says to its engine, by the engine's names
public record EngineSettings(int threads, Parameters parameters) {
    public EngineSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("%d threads, expected 1 or more".formatted(threads));
        }
    }
}
