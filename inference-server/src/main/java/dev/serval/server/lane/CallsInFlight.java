package dev.serval.server.lane;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls from many event loops, and waits for their end.
final class CallsInFlight {
    private static final long LOOK_MILLIS = 5;

    private final LongAdder calls = new LongAdder();

    void began() {
        calls.increment();
    }

    void ended() {
        calls.decrement();
    }

    long count() {
        return calls.sum();
    }

    /// Waits until none is left, no longer than that. No more may begin meanwhile.
    void awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (count() > 0 && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
