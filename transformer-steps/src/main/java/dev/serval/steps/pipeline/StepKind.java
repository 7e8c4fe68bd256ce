package dev.serval.steps.pipeline;

import dev.serval.server.configuration.ConfigurationException;
import java.util.List;

/// A ready-made step, as pipelines declare it: `- scale: {mean: [1, 2], std: [3, 4]}`.
///
/// @param name its name in a pipeline
/// @param options the options it knows beside `input` and `output`
/// @param binding makes steps of this kind
public record StepKind(String name, List<String> options, Binding binding) {
    public StepKind {
        options = List.copyOf(options);
    }

    /// Makes a step of what a pipeline says of it.
    @FunctionalInterface
    public interface Binding {
        /// A step with those options, for tensors of those types, which it changes to what the step
        /// leaves behind.
        ///
        /// @throws ConfigurationException if an option is wrong, or a tensor is not what the step
        ///   takes, naming the step that made it
        Step bind(StepOptions options, TensorTypes types) throws ConfigurationException;
    }
}
