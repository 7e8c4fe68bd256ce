package dev.serval.inference.failure;

import java.time.Duration;

/// The queue is full; the caller may try again after a while.
public final class Overloaded extends InferenceException {
    private final transient Duration retryAfter;

    public Overloaded(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /// How long the caller had better wait.
    public Duration retryAfter() {
        return retryAfter;
    }
}
