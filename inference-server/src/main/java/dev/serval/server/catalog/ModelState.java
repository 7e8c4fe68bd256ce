package dev.serval.server.catalog;

/// Where a version of a model is in its life.
public enum ModelState {
    /// Known, and not loaded: never asked for, unloaded, or failed.
    UNAVAILABLE,
    LOADING,
    READY,
    /// Finishing the requests it has accepted.
    UNLOADING
}
