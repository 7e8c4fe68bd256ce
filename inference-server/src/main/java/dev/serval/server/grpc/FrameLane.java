package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.lane.Lanes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/// Answers `ModelInfer` from the frames of one HTTP/2 connection, before Vert.x makes requests of
/// them. Whatever else comes goes on to Vert.x. Lives on the connection's event loop.
final class FrameLane extends Http2FrameListenerDecorator {
    private static final AsciiString PATH =
            AsciiString.cached("/inference.GRPCInferenceService/ModelInfer");

    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext channel;
    private final ContextInternal context;
    private final Lanes lanes;
    private final InferSessions sessions;
    private final Http2Connection.PropertyKey key;
    private boolean reading;

    private FrameLane(
            Http2ConnectionHandler http2,
            ChannelHandlerContext channel,
            ContextInternal context,
            Lanes lanes,
            InferSessions sessions) {
        super(http2.decoder().frameListener());
        this.http2 = http2;
        this.channel = channel;
        this.context = context;
        this.lanes = lanes;
        this.sessions = sessions;
        this.key = http2.connection().newKey();
    }

    /// Puts a lane in front of whatever reads the connection's frames.
    static void open(
            Http2ConnectionHandler http2,
            ChannelHandlerContext channel,
            ContextInternal context,
            Lanes lanes,
            InferSessions sessions) {
        FrameLane lane = new FrameLane(http2, channel, context, lanes, sessions);
        http2.decoder().frameListener(lane);
        http2.connection()
                .addListener(
                        new Http2ConnectionAdapter() {
                            @Override
                            public void onStreamClosed(Http2Stream stream) {
                                lane.ended(stream);
                            }
                        });
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean isLast)
            throws Http2Exception {
        if (!takes(streamId, headers, isLast)) {
            super.onHeadersRead(from, streamId, headers, padding, isLast);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int streamId,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean isExclusive,
            int padding,
            boolean isLast)
            throws Http2Exception {
        if (!takes(streamId, headers, isLast)) {
            super.onHeadersRead(
                    from, streamId, headers, dependency, weight, isExclusive, padding, isLast);
        }
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext from, int streamId, ByteBuf data, int padding, boolean isLast)
            throws Http2Exception {
        FrameExchange call = callOf(http2.connection().stream(streamId));
        if (call == null) {
            return super.onDataRead(from, streamId, data, padding, isLast);
        }
        int consumed = data.readableBytes() + padding;
        read(call, data, isLast);
        return consumed;
    }

    /// Takes a call's head, or the trailers after its message.
    private boolean takes(int streamId, Http2Headers headers, boolean isLast)
            throws Http2Exception {
        Http2Stream stream = http2.connection().stream(streamId);
        FrameExchange call = callOf(stream);
        if (call == null) {
            if (!isInfer(headers) || !lanes.enter()) {
                return false;
            }
            call = new FrameExchange(this, stream, headers);
            stream.setProperty(key, call);
            begin(call);
        }
        if (isLast) {
            read(call, null, true);
        }
        return true;
    }

    private @Nullable FrameExchange callOf(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.<FrameExchange>getProperty(key);
    }

    private void begin(FrameExchange call) {
        try {
            call.requireKnownCompression();
            new UnaryInfer(sessions.of(call)).begin();
        } catch (InferenceException refusal) {
            call.refuse(refusal);
        }
    }

    private void read(FrameExchange call, @Nullable ByteBuf piece, boolean isLast)
            throws Http2Exception {
        reading = true;
        try {
            if (piece != null) {
                call.received(piece);
            }
            if (isLast) {
                context.duplicate().dispatch(call::completed);
            }
        } catch (RuntimeException | OutOfMemoryError defect) {
            throw Http2Exception.streamError(
                    call.streamId(),
                    Http2Error.INTERNAL_ERROR,
                    defect,
                    "a call failed in a way that nobody foresaw");
        } finally {
            reading = false;
        }
    }

    private void ended(Http2Stream stream) {
        FrameExchange call = callOf(stream);
        if (call != null) {
            lanes.leave();
            call.closed();
        }
    }

    /// Sends what was written, unless frames are being read: then it goes out with whatever else
    /// they bring about.
    void flush() {
        if (!reading) {
            http2.flush(channel);
        }
    }

    Http2ConnectionHandler http2() {
        return http2;
    }

    ChannelHandlerContext channel() {
        return channel;
    }

    private static boolean isInfer(Http2Headers headers) {
        CharSequence type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return PATH.contentEquals(headers.path())
                && HttpMethod.POST.asciiName().contentEquals(headers.method())
                && type != null
                && GrpcHeaders.isGrpc(type)
                && !headers.contains(HttpHeaderNames.CONTENT_ENCODING);
    }
}
