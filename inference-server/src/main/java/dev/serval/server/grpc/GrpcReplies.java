package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Where the outcome of one request goes; exactly one of the two is called.
interface GrpcReplies {
    /// @param memory run once the bytes are out, or dropped
    void answer(List<MemorySegment> message, Runnable memory);

    void refuse(InferenceException failure);
}
