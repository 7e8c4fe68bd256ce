package dev.serval.server.inference;

/// An answer in the form of its wire, ready to go. Either it is sent, which gives its memory back
/// once the bytes are out, or it is closed.
public interface EncodedReply extends AutoCloseable {
    /// Sends it; may be called on any thread, once.
    void send();

    /// Drops it unsent.
    @Override
    void close();
}
