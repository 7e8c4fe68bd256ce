package dev.serval.inference.failure;

/// The caller did not say, or could not prove, who it is.
public final class Unauthenticated extends InferenceException {
    public Unauthenticated(String message) {
        super(message);
    }
}
