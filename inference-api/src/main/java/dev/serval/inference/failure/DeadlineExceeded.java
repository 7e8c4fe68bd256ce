package dev.serval.inference.failure;

/// The call's deadline passed before there was an answer.
public final class DeadlineExceeded extends InferenceException {
    public DeadlineExceeded(String message) {
        super(message);
    }
}
