package dev.serval.inference.failure;

/// The server is shutting down and takes no new calls; another instance may.
public final class ShuttingDown extends InferenceException {
    public ShuttingDown(String message) {
        super(message);
    }
}
