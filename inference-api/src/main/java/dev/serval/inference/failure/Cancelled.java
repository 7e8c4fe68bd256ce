package dev.serval.inference.failure;

/// The caller went away or called it off; nobody waits for the answer.
public final class Cancelled extends InferenceException {
    public Cancelled(String message) {
        super(message);
    }
}
