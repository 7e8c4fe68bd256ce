package dev.serval.inference.failure;

/// The model is known but cannot answer now. The text begins as KServe's, which clients match.
public final class ModelNotReady extends InferenceException {
    public ModelNotReady(String name) {
        super("Model with name %s is not ready.".formatted(name));
    }

    /// @param reason why, as a sentence of its own
    public ModelNotReady(String name, String reason) {
        super("Model with name %s is not ready. %s".formatted(name, reason));
    }
}
