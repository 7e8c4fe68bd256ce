package dev.serval.platform.local.loop;

import java.time.Duration;
import java.time.Instant;

/// Runs what happens one after the other, so that whatever is only touched here needs no lock. An
/// event must not block.
public interface EventLoop {
    /// The time by which everything here goes.
    Instant now();

    /// Runs `event` after those that are waiting. May be called on any thread.
    void execute(Runnable event);

    /// Runs `event` when `delay` has passed. May be called on any thread.
    Timer after(Duration delay, Runnable event);

    /// An event that is yet to come.
    interface Timer {
        /// Takes it back. Harmless after it was run.
        void cancel();
    }
}
