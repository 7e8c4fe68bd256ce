package dev.serval.inference.failure;

/// The caller is known and may not do this.
public final class Forbidden extends InferenceException {
    public Forbidden(String message) {
        super(message);
    }
}
