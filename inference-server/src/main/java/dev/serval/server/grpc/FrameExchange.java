package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallHeaders;
import dev.serval.server.body.MessageBuffers;
import dev.serval.server.failure.GrpcFailure;
import dev.serval.server.lane.LaneCall;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A gRPC call as the frames of one stream. It is on its lane's event loop that it is written to
/// and ends.
final class FrameExchange extends LaneCall implements GrpcExchange {
    private static final Http2Headers TRAILERS =
            ReadOnlyHttp2Headers.trailers(false, GrpcHeaders.STATUS, GrpcHeaders.OK);
    private static final Map<GrpcCompression, Http2Headers> HEADS = heads();

    private final FrameLane lane;
    private final Http2Stream stream;
    private final Http2Headers headers;
    private GrpcCompression compression = GrpcCompression.IDENTITY;

    FrameExchange(FrameLane lane, Http2Stream stream, Http2Headers headers) {
        this.lane = lane;
        this.stream = stream;
        this.headers = headers;
    }

    private static Map<GrpcCompression, Http2Headers> heads() {
        Map<GrpcCompression, Http2Headers> heads = new EnumMap<>(GrpcCompression.class);
        AsciiString ok = HttpResponseStatus.OK.codeAsText();
        AsciiString type = AsciiString.cached(HttpHeaderNames.CONTENT_TYPE.toString());
        for (GrpcCompression compression : GrpcCompression.values()) {
            AsciiString encoding = AsciiString.cached(compression.encoding());
            heads.put(
                    compression,
                    compression == GrpcCompression.IDENTITY
                            ? ReadOnlyHttp2Headers.serverHeaders(
                                    false,
                                    ok,
                                    type,
                                    GrpcHeaders.TYPE,
                                    GrpcHeaders.ACCEPTED,
                                    GrpcHeaders.ALL_ENCODINGS)
                            : ReadOnlyHttp2Headers.serverHeaders(
                                    false,
                                    ok,
                                    type,
                                    GrpcHeaders.TYPE,
                                    GrpcHeaders.ACCEPTED,
                                    GrpcHeaders.ALL_ENCODINGS,
                                    GrpcHeaders.ENCODING,
                                    encoding));
        }
        return heads;
    }

    /// Finds out how the caller packs its messages.
    ///
    /// @throws dev.serval.inference.failure.Unsupported if the encoding is not known
    void requireKnownCompression() {
        CharSequence encoding = headers.get(GrpcHeaders.ENCODING);
        if (encoding != null) {
            compression = GrpcCompression.of(encoding.toString());
        }
    }

    int streamId() {
        return stream.id();
    }

    @Override
    public GrpcCompression compression() {
        return compression;
    }

    @Override
    public CallHeaders headers() {
        return name -> Optional.ofNullable(headers.get(name)).map(CharSequence::toString);
    }

    @Override
    public void sendAndEnd(List<MemorySegment> message, Runnable memory) {
        List<MemorySegment> frame = GrpcFrames.frame(message, compression);
        onEventLoop(() -> sendAndEndNow(frame, memory));
    }

    @Override
    public void refuse(InferenceException failure) {
        Status status = GrpcFailure.of(failure);
        onEventLoop(() -> endNow(status));
    }

    private void onEventLoop(Runnable action) {
        if (lane.channel().executor().inEventLoop()) {
            action.run();
        } else {
            lane.channel().executor().execute(action);
        }
    }

    private void sendAndEndNow(List<MemorySegment> frame, Runnable memory) {
        if (!end()) {
            memory.run();
            return;
        }
        ChannelHandlerContext channel = lane.channel();
        Http2ConnectionEncoder encoder = lane.http2().encoder();
        encoder.writeHeaders(
                channel, stream.id(), HEADS.get(compression), 0, false, channel.voidPromise());
        if (MessageBuffers.isSmall(frame)) {
            ByteBuf copy = MessageBuffers.copyOf(frame);
            memory.run();
            encoder.writeData(channel, stream.id(), copy, 0, false, channel.voidPromise());
        } else {
            ChannelPromise sent = channel.newPromise();
            sent.addListener(_ -> memory.run());
            encoder.writeData(channel, stream.id(), MessageBuffers.over(frame), 0, false, sent);
        }
        encoder.writeHeaders(channel, stream.id(), TRAILERS, 0, true, channel.voidPromise());
        lane.flush();
    }

    /// Ends a call without a message: its status goes in the headers, gRPC's Trailers-Only.
    private void endNow(Status status) {
        if (!end()) {
            return;
        }
        Http2Headers end = new DefaultHttp2Headers(false);
        end.status(HttpResponseStatus.OK.codeAsText());
        end.set(HttpHeaderNames.CONTENT_TYPE, GrpcHeaders.TYPE);
        end.set(GrpcHeaders.STATUS, Integer.toString(status.getCode().value()));
        String message = GrpcFrames.messageOf(status);
        if (!message.isEmpty()) {
            end.set(GrpcHeaders.MESSAGE, message);
        }
        ChannelHandlerContext channel = lane.channel();
        lane.http2()
                .encoder()
                .writeHeaders(channel, stream.id(), end, 0, true, channel.voidPromise());
        lane.flush();
    }
}
