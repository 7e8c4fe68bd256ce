package dev.serval.server.catalog;

import dev.serval.inference.model.ModelName;

/// Loads and unloads models on request. Both calls block until it is done.
public interface ModelControl {
    /// Loads the model as its directory is now, beside a version that is serving.
    ///
    /// @throws dev.serval.inference.failure.UnknownModel if the repository has no such model
    /// @throws dev.serval.inference.failure.InvalidInput if it is there and cannot be loaded, with
    ///   the reason
    /// @throws dev.serval.inference.failure.Unsupported if this process has no repository
    void load(ModelName name);

    /// Takes the model out of service once its accepted requests are answered.
    ///
    /// @throws dev.serval.inference.failure.UnknownModel if there is no such model
    /// @throws dev.serval.inference.failure.Unsupported if this process has no repository
    void unload(ModelName name);
}
