package dev.serval.server.inference;

import dev.serval.inference.request.Deadline;

/// How long the stages of a call took, on the clock of [System#nanoTime]. Each stage begins where
/// the one before ended. Written by one thread at a time.
final class CallTimes {
    private final long accepted = System.nanoTime();
    private long stageBegan = accepted;
    private long queued;
    private long reading;
    private long computing;
    private long writing;

    /// The call has its thread.
    void started() {
        queued += lap();
    }

    void read() {
        reading += lap();
    }

    /// The call has left its model's queue.
    void begun() {
        queued += lap();
    }

    /// @param now when the model had answered, on that clock
    void computed(long now) {
        computing += lap(now);
    }

    void written() {
        writing += lap();
    }

    private long lap() {
        return lap(System.nanoTime());
    }

    private long lap(long now) {
        long took = now - stageBegan;
        stageBegan = now;
        return took;
    }

    /// Whether the last stage ended after that.
    boolean areAfter(Deadline deadline) {
        return deadline.nanoTime() - stageBegan <= 0;
    }

    /// Nanoseconds of waiting for a thread, and in the model's queue.
    long queued() {
        return queued;
    }

    /// Nanoseconds for reading and checking.
    long reading() {
        return reading;
    }

    /// Nanoseconds in the model.
    long computing() {
        return computing;
    }

    /// Nanoseconds for writing the answer.
    long writing() {
        return writing;
    }

    /// Nanoseconds from the call being accepted to its answer being written.
    long untilWritten() {
        return stageBegan - accepted;
    }

    /// Nanoseconds since the call was accepted. Any thread may ask.
    long sinceAccepted() {
        return System.nanoTime() - accepted;
    }
}
