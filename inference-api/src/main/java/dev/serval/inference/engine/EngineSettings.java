package dev.serval.inference.engine;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.Parameters;
import java.util.List;

/// How an engine should run a model.
///
/// @param threads how many threads one call may use; at least 1
/// @param parameters what the model's own configuration says to its engine, by the engine's names
/// @param inputs what that configuration declares to go in, for formats that do not tell it; empty
///   where it declares nothing. Whoever loads holds it against what the model has
/// @param outputs what it declares to come out
public record EngineSettings(
        int threads, Parameters parameters, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    public EngineSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("%d threads, expected 1 or more".formatted(threads));
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Of a model whose configuration declares no tensors.
    public EngineSettings(int threads, Parameters parameters) {
        this(threads, parameters, List.of(), List.of());
    }
}
