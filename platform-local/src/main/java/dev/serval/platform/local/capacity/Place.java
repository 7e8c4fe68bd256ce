package dev.serval.platform.local.capacity;

/// The right to send one call to a replica. Whoever has it gives it back once, when the last byte
/// of the answer was sent or the call failed.
public interface Place {
    ReplicaAddress replica();

    /// Gives the place back.
    void release();

    /// Gives the place back, of a replica that could not be reached: it gets no further calls until
    /// its owner says that it is there again.
    void releaseUnreachable();
}
