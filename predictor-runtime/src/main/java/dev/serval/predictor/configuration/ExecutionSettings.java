package dev.serval.predictor.configuration;

import dev.serval.inference.request.Parameters;
import java.util.List;

/// How a model is run.
///
/// @param threads how many threads one call may use; 0 for as many as the process allows
/// @param warmUpSamples how many inferences with made-up inputs are run before the model answers
///   its first; 0 for none
/// @param warmUps inferences with inputs of the configuration's own that are run before that
/// @param parameters for the engine, by the engine's names
public record ExecutionSettings(
        int threads, int warmUpSamples, List<WarmUpSample> warmUps, Parameters parameters) {
    /// What holds where a model says nothing.
    public static final ExecutionSettings DEFAULT =
            new ExecutionSettings(0, 1, List.of(), Parameters.none());

    public ExecutionSettings {
        warmUps = List.copyOf(warmUps);
    }
}
