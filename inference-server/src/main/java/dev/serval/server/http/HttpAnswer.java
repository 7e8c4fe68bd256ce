package dev.serval.server.http;

import dev.serval.server.body.MessageBuffers;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// An answer of status 200 as HTTP carries it.
///
/// @param headers by name, content type among them
/// @param parts the body, in order
/// @param memory closed when the body is sent, or dropped
record HttpAnswer(Map<String, String> headers, List<MemorySegment> parts, Memory memory) {
    /// What keeps the body's bytes.
    @FunctionalInterface
    interface Memory extends AutoCloseable {
        @Override
        void close();
    }

    long byteSize() {
        return MessageBuffers.byteSize(parts);
    }
}
