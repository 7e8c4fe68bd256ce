package dev.serval.predictor.startup;

import java.nio.file.Path;
import java.util.Optional;

/// Where the models are that are on this machine: a model's directory, or a repository of many.
///
/// @param pipeline the file with the steps before and after the one model
record PredictorConfig(
        SingleModelConfig model, RepositoryConfig repository, Optional<Path> pipeline) {}
