package dev.serval.predictor.lifecycle;

/// Whether a version that failed to load is tried again though nothing of it has changed.
enum Effort {
    CHANGES_ONLY,
    RETRY_FAILED
}
