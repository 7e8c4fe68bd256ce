package dev.serval.predictor.engine;

/// A folder that should hold an engine and does not.
///
/// @param reason why it cannot be used, in words
record BrokenPlugin(String folder, String reason) {
    @Override
    public String toString() {
        return "the engine in folder '%s' cannot be used: %s".formatted(folder, reason);
    }
}
