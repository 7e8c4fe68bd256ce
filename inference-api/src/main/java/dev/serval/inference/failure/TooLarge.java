package dev.serval.inference.failure;

/// The request is larger than this server takes.
public final class TooLarge extends InferenceException {
    public TooLarge(String message) {
        super(message);
    }
}
