package dev.serval.engine.onnx.serving;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// When a run is to give back what ONNX Runtime's memory arena holds beyond its needs. The arena
/// keeps the most that any runs ever took together; giving it back after each run costs page faults
/// in the next, so it is done now and then.
@FunctionalInterface
interface ArenaShrinkage {
    /// Whether the run that is about to begin should.
    boolean isDue();

    /// For a session without an arena.
    ArenaShrinkage NEVER = () -> false;

    ArenaShrinkage EVERY_RUN = () -> true;

    /// By one run in each interval, the first of which begins now.
    ///
    /// @param clock nanoseconds that only rise
    static ArenaShrinkage every(Duration interval, LongSupplier clock) {
        AtomicLong last = new AtomicLong(clock.getAsLong());
        long nanos = interval.toNanos();
        return () -> {
            long now = clock.getAsLong();
            long seen = last.get();
            return now - seen >= nanos && last.compareAndSet(seen, now);
        };
    }
}
