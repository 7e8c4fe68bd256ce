package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallHeaders;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;

/// One gRPC call's stream, begun on its event loop. Its end may be sent from any thread; what is
/// sent to a caller that has gone is dropped.
interface GrpcExchange {
    /// How the caller packs its messages, and is answered.
    GrpcCompression compression();

    CallHeaders headers();

    /// Has the caller's bytes handed on, on the event loop.
    ///
    /// @param piece takes the next bytes, which are valid until it returns
    /// @param complete run after the last
    void receive(Consumer<ByteBuf> piece, Runnable complete);

    /// Runs the action if the caller goes away before its answer is sent.
    void whenAbandoned(Runnable action);

    /// Sends the only message and ends the call well.
    ///
    /// @param memory run once the bytes are out, or dropped
    void sendAndEnd(List<MemorySegment> message, Runnable memory);

    /// Ends the call with a failure.
    void refuse(InferenceException failure);
}
