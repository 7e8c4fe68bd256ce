package dev.serval.server.inference;

/// When the stages of a call began, on the clock of [System#nanoTime]. Written by one thread at a
/// time, in the order of the stages.
final class CallTimes {
    private final long accepted = System.nanoTime();
    private long started = accepted;
    private long read = accepted;
    private long begun = accepted;
    private long computed = accepted;
    private long written = accepted;

    void started() {
        started = System.nanoTime();
    }

    void read() {
        read = System.nanoTime();
        begun = read;
    }

    void begun() {
        begun = System.nanoTime();
    }

    void computed() {
        computed = System.nanoTime();
    }

    void written() {
        written = System.nanoTime();
    }

    /// Nanoseconds from the call's last byte to its thread, and in its model's queue.
    long queued() {
        return started - accepted + begun - read;
    }

    /// Nanoseconds for reading and checking.
    long reading() {
        return read - started;
    }

    /// Nanoseconds in the model.
    long computing() {
        return computed - begun;
    }

    /// Nanoseconds for writing the answer.
    long writing() {
        return written - computed;
    }

    /// Nanoseconds since the call was accepted.
    long sinceAccepted() {
        return System.nanoTime() - accepted;
    }
}
