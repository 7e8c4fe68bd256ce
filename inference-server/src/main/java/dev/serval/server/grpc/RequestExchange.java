package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallHeaders;
import dev.serval.server.body.MessageBuffers;
import dev.serval.server.failure.GrpcFailure;
import dev.serval.server.tracing.GrpcSpan;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A gRPC call as one of Vert.x's requests.
final class RequestExchange implements GrpcExchange {

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final GrpcSpan span;
    private final GrpcCompression compression;
    private final Thread thread = Thread.currentThread();

    /// An exchange that was begun on its event loop.
    RequestExchange(HttpServerRequest request, Context eventLoop, GrpcSpan span) {
        this.request = request;
        this.response = request.response();
        this.eventLoop = eventLoop;
        this.span = span;
        response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.TYPE);
        this.compression = GrpcCompression.of(request.getHeader(GrpcHeaders.ENCODING));
        response.putHeader(GrpcHeaders.ACCEPTED, GrpcHeaders.ALL_ENCODINGS);
        if (compression != GrpcCompression.IDENTITY) {
            response.putHeader(GrpcHeaders.ENCODING, (CharSequence) compression.encoding());
        }
    }

    @Override
    public GrpcCompression compression() {
        return compression;
    }

    @Override
    public CallHeaders headers() {
        return name -> Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public void receive(Consumer<ByteBuf> piece, Runnable complete) {
        request.handler(bytes -> piece.accept(bytes.getByteBuf())).endHandler(_ -> complete.run());
    }

    HttpConnection connection() {
        return request.connection();
    }

    /// Holds the caller back until [#resume].
    void pause() {
        request.pause();
    }

    void resume() {
        request.resume();
    }

    @Override
    public void whenAbandoned(Runnable action) {
        response.closeHandler(_ -> action.run());
        response.exceptionHandler(_ -> action.run());
        request.exceptionHandler(_ -> action.run());
    }

    /// Sends one message of several.
    ///
    /// @param memory run once the bytes are out, or dropped
    void send(List<MemorySegment> message, Runnable memory) {
        List<MemorySegment> frame = GrpcFrames.frame(message, compression);
        eventLoop.runOnContext(_ -> {
            if (isOver()) {
                memory.run();
                return;
            }
            response.write(bufferOf(frame)).onComplete(_ -> memory.run());
        });
    }

    @Override
    public void sendAndEnd(List<MemorySegment> message, Runnable memory) {
        List<MemorySegment> frame = GrpcFrames.frame(message, compression);
        if (Thread.currentThread() == thread) {
            sendAndEndNow(frame, memory);
        } else {
            eventLoop.runOnContext(_ -> sendAndEndNow(frame, memory));
        }
    }

    private void sendAndEndNow(List<MemorySegment> frame, Runnable memory) {
        if (isOver()) {
            memory.run();
            return;
        }
        response.putTrailer(GrpcHeaders.STATUS, GrpcHeaders.OK);
        span.ended(Status.OK);
        if (MessageBuffers.isSmall(frame)) {
            Buffer copy = Buffer.buffer(MessageBuffers.copyOf(frame));
            memory.run();
            response.end(copy);
        } else {
            response.end(bufferOf(frame)).onComplete(_ -> memory.run());
        }
    }

    /// Runs the action on the stream's event loop, after what was sent before.
    void onEventLoop(Runnable action) {
        eventLoop.runOnContext(_ -> action.run());
    }

    /// Ends the call well after the messages that were sent.
    void end() {
        end(Status.OK);
    }

    @Override
    public void refuse(InferenceException failure) {
        end(GrpcFailure.of(failure));
    }

    private void end(Status status) {
        eventLoop.runOnContext(_ -> {
            if (!isOver()) {
                span.ended(status);
                endNow(response, status);
            }
        });
    }

    /// Without a message before it, the status goes in the headers: gRPC's Trailers-Only.
    private static void endNow(HttpServerResponse response, Status status) {
        String code = Integer.toString(status.getCode().value());
        String message = GrpcFrames.messageOf(status);
        if (response.headWritten()) {
            response.putTrailer(GrpcHeaders.STATUS, code);
            if (!message.isEmpty()) {
                response.putTrailer(GrpcHeaders.MESSAGE, message);
            }
        } else {
            response.putHeader(GrpcHeaders.STATUS, code);
            if (!message.isEmpty()) {
                response.putHeader(GrpcHeaders.MESSAGE, message);
            }
        }
        response.end();
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }

    private static Buffer bufferOf(List<MemorySegment> frame) {
        return Buffer.buffer(MessageBuffers.over(frame));
    }

    /// Ends a call that could not even begin.
    static void refuseAtOnce(HttpServerResponse response, InferenceException failure) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.TYPE);
        endNow(response, GrpcFailure.of(failure));
    }
}
