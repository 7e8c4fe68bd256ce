package dev.serval.predictor.startup;

/// Where the models are: one of a model's directory, a storage URI, and a repository of many.
record PredictorConfig(
        SingleModelConfig model, RepositoryConfig repository, StorageConfig storage) {}
