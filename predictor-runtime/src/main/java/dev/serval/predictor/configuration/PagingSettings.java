package dev.serval.predictor.configuration;

/// How a model stays in memory where that is limited.
///
/// @param priority models of lower priority are put out of memory first
/// @param pinned whether the model is never put out of memory
public record PagingSettings(int priority, boolean pinned) {
    /// What holds where a model says nothing.
    public static final PagingSettings DEFAULT = new PagingSettings(0, false);
}
