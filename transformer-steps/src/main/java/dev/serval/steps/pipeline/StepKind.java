package dev.serval.steps.pipeline;

import dev.serval.server.configuration.ConfigurationException;
import java.util.List;

/// A ready-made step, as pipelines declare it: `- scale: {mean: [1, 2], std: [3, 4]}`.
public interface StepKind {
    /// Its name in a pipeline.
    String name();

    /// The options it knows beside `input` and `output`.
    List<String> options();

    /// A step with those options, for tensors of those types, which it changes to what the step
    /// leaves behind.
    ///
    /// @throws ConfigurationException if an option is wrong, or a tensor is not what the step
    ///   takes, naming the step that made it
    Step bind(StepOptions options, TensorTypes types) throws ConfigurationException;
}
