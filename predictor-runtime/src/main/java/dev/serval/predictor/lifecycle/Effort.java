package dev.serval.predictor.lifecycle;

/// How much is done to have a version in memory.
enum Effort {
    /// A version for which there is no room may wait in its files until it is asked for.
    FIRST_LOOK,
    /// One that failed to load is not tried again unless something of it has changed.
    CHANGES_ONLY,
    /// One that failed to load is tried again, and one that is not in memory is brought in.
    RETRY_FAILED
}
