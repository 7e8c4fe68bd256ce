package dev.serval.inference.request;

import java.time.Duration;

/// A point on the monotonic clock of [System#nanoTime] by which a call has to be answered.
public record Deadline(long nanoTime) {
    private static final int FAR_DAYS = 365;
    private static final Duration FAR = Duration.ofDays(FAR_DAYS);

    /// Not `FAR.negated()`, for which Java computes with big decimals: 10 ms of a program's start.
    private static final Duration LONG_AGO = Duration.ofDays(-FAR_DAYS);

    /// The point that far from now; a year at the most, which stands for none. A negative timeout
    /// has passed already.
    public static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + bounded(timeout).toNanos());
    }

    private static Duration bounded(Duration timeout) {
        if (timeout.compareTo(FAR) > 0) {
            return FAR;
        }
        return timeout.compareTo(LONG_AGO) < 0 ? LONG_AGO : timeout;
    }

    /// What is left of it, negative once it has passed.
    public Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    public boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    public Deadline earlier(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }
}
