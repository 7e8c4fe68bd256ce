package dev.serval.predictor.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts who is using something that will be freed once it is retired and the last use has ended.
/// Threads share it; nothing here blocks.
final class Leases {
    /// The sign bit: no lease is given any more.
    private static final int RETIRED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// Whether a lease was given; if so, [#release] ends it.
    boolean tryAcquire() {
        if (state.getAndIncrement() >= 0) {
            return true;
        }
        release();
        return false;
    }

    /// Whether anybody has one.
    boolean areGiven() {
        return (state.get() & ~RETIRED) > 0;
    }

    void release() {
        if (state.decrementAndGet() == RETIRED) {
            ended.complete(null);
        }
    }

    /// Gives no lease from now on.
    ///
    /// @return done when the last lease has ended
    CompletableFuture<Void> retire() {
        if (state.getAndUpdate(leases -> leases | RETIRED) == 0) {
            ended.complete(null);
        }
        return ended;
    }
}
