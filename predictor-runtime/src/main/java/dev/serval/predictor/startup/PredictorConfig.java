package dev.serval.predictor.startup;

/// Where the models are that are on this machine: a model's directory, or a repository of many.
record PredictorConfig(SingleModelConfig model, RepositoryConfig repository) {}
