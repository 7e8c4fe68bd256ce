package dev.serval.inference.failure;

/// The request is wrong in itself: sending it again changes nothing.
public final class InvalidInput extends InferenceException {
    public InvalidInput(String message) {
        super(message);
    }
}
