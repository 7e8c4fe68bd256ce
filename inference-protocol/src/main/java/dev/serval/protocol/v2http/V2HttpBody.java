package dev.serval.protocol.v2http;

import dev.serval.protocol.wire.EncodedMessage;
import java.util.OptionalInt;

/// The body of a V2 request or answer.
///
/// @param jsonLength how many bytes of the message are JSON, for the header
///   `Inference-Header-Content-Length` of an `application/octet-stream`; empty if all of it is,
///   which is `application/json`
public record V2HttpBody(EncodedMessage message, OptionalInt jsonLength) implements AutoCloseable {
    @Override
    public void close() {
        message.close();
    }
}
