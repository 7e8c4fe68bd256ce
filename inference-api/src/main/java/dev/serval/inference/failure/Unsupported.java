package dev.serval.inference.failure;

/// The request is right, but this server does not do that.
public final class Unsupported extends InferenceException {
    public Unsupported(String message) {
        super(message);
    }
}
