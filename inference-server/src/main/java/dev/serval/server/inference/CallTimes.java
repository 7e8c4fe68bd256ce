package dev.serval.server.inference;

/// When the stages of a call began, on the clock of [System#nanoTime]. Written by one thread at a
/// time, in the order of the stages.
final class CallTimes {
    private final long accepted = System.nanoTime();
    private long started = accepted;
    private long read = accepted;
    private long computed = accepted;
    private long written = accepted;

    void started() {
        started = System.nanoTime();
    }

    void read() {
        read = System.nanoTime();
    }

    void computed() {
        computed = System.nanoTime();
    }

    void written() {
        written = System.nanoTime();
    }

    /// Nanoseconds from the call's last byte to its thread.
    long queued() {
        return started - accepted;
    }

    /// Nanoseconds for reading and checking.
    long reading() {
        return read - started;
    }

    /// Nanoseconds in the model, with its queue if it has one.
    long computing() {
        return computed - read;
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
