package dev.serval.benchmark.load;

import java.nio.ByteBuffer;

/// One connection's protocol: turns requests into bytes and bytes into answers. Used by one thread.
interface Exchange {
    /// Whether another request may be sent now.
    boolean hasRoom();

    /// Begins one more request.
    ///
    /// @param began what its time is counted from, on the clock of [System#nanoTime]
    void begin(long began);

    /// Whether bytes wait to be sent that may be sent.
    boolean hasOutput();

    /// Fills the buffer with what is to be sent next, as far as it fits.
    void fill(ByteBuffer out);

    /// Takes what was received; bytes of an answer that is not whole stay in the buffer.
    ///
    /// @throws java.net.ProtocolException if the peer does not keep to the protocol
    void take(ByteBuffer in) throws java.net.ProtocolException;

    /// Who is told of answers.
    interface Answers {
        void answered(long began, boolean well);
    }
}
