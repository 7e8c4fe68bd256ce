package dev.serval.predictor.batching;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts merged runs that fail though each of their requests does well by itself.
final class MergeFailures {
    private static final int MOST_IN_A_ROW = 3;

    private final AtomicInteger inARow = new AtomicInteger();

    /// Counts one.
    ///
    /// @return whether these are too many to be by chance
    boolean areTooMany() {
        return inARow.incrementAndGet() >= MOST_IN_A_ROW;
    }

    /// A merged run has succeeded.
    void forget() {
        if (inARow.get() != 0) {
            inARow.set(0);
        }
    }
}
