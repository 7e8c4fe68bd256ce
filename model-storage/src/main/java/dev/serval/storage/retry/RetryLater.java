package dev.serval.storage.retry;

import java.io.IOException;
import java.time.Duration;

/// A server that asks to be left alone for a while.
public final class RetryLater extends IOException {
    private final Duration after;

    public RetryLater(String message, Duration after) {
        super(message);
        this.after = after.isNegative() ? Duration.ZERO : after;
    }

    public Duration after() {
        return after;
    }
}
