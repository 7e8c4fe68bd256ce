package dev.serval.predictor.configuration;

/// When the requests of a model are merged.
public enum BatchingMode {
    /// Never.
    OFF,
    /// When measurements say that it saves time.
    ADAPTIVE,
    /// Whenever several wait.
    ALWAYS
}
