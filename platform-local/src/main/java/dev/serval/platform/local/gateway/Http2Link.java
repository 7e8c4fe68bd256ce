package dev.serval.platform.local.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// An HTTP/2 connection to a replica, shared by many exchanges. What they send in one turn of the
/// event loop goes out in one write, and what they get comes in few reads: with many calls in
/// flight that is most of what a call costs.
final class Http2Link extends Http2EventAdapter {
    private static final Logger LOG = Logger.getLogger(Http2Link.class);
    private static final int MOST_RESETS = 100;

    private final Http2Upstream upstream;
    private final int port;
    private final Http2ConnectionHandler handler;
    private final Http2Connection.PropertyKey exchangeKey;
    private final Runnable flush = this::flushNow;
    private final List<Http2Exchange> touched = new ArrayList<>();
    private final List<Http2Exchange> holding = new ArrayList<>();
    private @Nullable ChannelHandlerContext context;
    private int lastTaken = Integer.MAX_VALUE;
    private int resets;
    private boolean isReady;
    private boolean isLeaving;
    private boolean isFlushPlanned;

    Http2Link(Http2Upstream upstream, int port) {
        this.upstream = upstream;
        this.port = port;
        handler =
                new Http2ConnectionHandlerBuilder()
                        .server(false)
                        .frameListener(this)
                        .validateHeaders(false)
                        .encoderIgnoreMaxHeaderListSize(true)
                        .gracefulShutdownTimeoutMillis(0)
                        .initialSettings(
                                new Http2Settings()
                                        .pushEnabled(false)
                                        .initialWindowSize(GatewayLoop.STREAM_WINDOW)
                                        .maxHeaderListSize(GatewayLoop.LARGEST_HEAD))
                        .build();
        handler.connection().addListener(this);
        exchangeKey = handler.connection().newKey();
        handler.encoder().flowController().listener(this::writabilityChanged);
    }

    int port() {
        return port;
    }

    void attachTo(Channel channel) {
        channel.pipeline().addLast(handler, new Tail());
        context = channel.pipeline().context(handler);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not connected");
    }

    /// Whether the replica has said how it wants to be spoken to.
    boolean isReady() {
        return isReady;
    }

    /// Whether one more exchange may begin.
    boolean hasRoom() {
        return isReady && !isLeaving && handler.connection().local().canOpenStream();
    }

    void begin(CallHead head, ExchangeListener listener) {
        int id = handler.connection().local().incrementAndGetNextStreamId();
        if (id > 0) {
            handler.encoder()
                    .writeHeaders(
                            context(), id, Http2Head.of(head), 0, false, context().newPromise());
        }
        var stream = id > 0 ? handler.connection().stream(id) : null;
        if (stream == null) {
            leave();
            listener.failed(new ExchangeFailure.Reset(Http2Error.REFUSED_STREAM.code()));
            return;
        }
        var exchange = new Http2Exchange(this, stream, listener);
        stream.setProperty(exchangeKey, exchange);
        planFlush();
        listener.opened(exchange);
    }

    void write(Http2Stream stream, ByteBuf data, boolean isLast) {
        handler.encoder()
                .writeData(context(), stream.id(), data, 0, isLast, context().newPromise());
        planFlush();
    }

    /// Gives a call up. A connection on which that was done often takes no more of them: servers
    /// end connections that reset many streams, for fear of an attack.
    void reset(Http2Stream stream, Http2Error code) {
        resets++;
        handler.encoder()
                .writeRstStream(context(), stream.id(), code.code(), context().newPromise());
        planFlush();
        if (resets >= MOST_RESETS) {
            isLeaving = true;
        }
    }

    /// Takes no more exchanges, and ends the connection with the last that it has.
    private void leave() {
        isLeaving = true;
        if (handler.connection().numActiveStreams() == 0) {
            close();
        }
    }

    void consume(Http2Stream stream, int bytes) {
        try {
            handler.decoder().flowController().consumeBytes(stream, bytes);
        } catch (Http2Exception broken) {
            handler.onError(context(), true, broken);
        }
        planFlush();
    }

    boolean isWritable(Http2Stream stream) {
        return handler.encoder().flowController().isWritable(stream);
    }

    private void planFlush() {
        if (!isFlushPlanned) {
            isFlushPlanned = true;
            context().executor().execute(flush);
        }
    }

    /// An exchange has something to be written with the end of this turn.
    void holds(Http2Exchange exchange) {
        holding.add(exchange);
        planFlush();
    }

    private void flushNow() {
        for (int i = 0; i < holding.size(); i++) {
            holding.get(i).writeHeld();
        }
        holding.clear();
        isFlushPlanned = false;
        handler.flush(context());
    }

    void close() {
        context().channel().close();
    }

    private @Nullable Http2Exchange exchangeOf(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.<Http2Exchange>getProperty(exchangeKey);
    }

    private @Nullable Http2Exchange touch(int id) {
        var exchange = exchangeOf(handler.connection().stream(id));
        if (exchange != null && !exchange.isTouched) {
            exchange.isTouched = true;
            touched.add(exchange);
        }
        return exchange;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext from, Http2Settings settings)
            throws Http2Exception {
        if (isReady) {
            return;
        }
        isReady = true;
        var window = handler.decoder().flowController();
        var connection = handler.connection().connectionStream();
        int grow = GatewayLoop.CONNECTION_WINDOW - window.windowSize(connection);
        window.incrementWindowSize(connection, grow);
        upstream.hasRoom(port);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from, int id, Http2Headers headers, int padding, boolean end) {
        var exchange = touch(id);
        if (exchange != null) {
            exchange.headers(headers, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end) {
        onHeadersRead(from, id, headers, padding, end);
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext from, int id, ByteBuf data, int padding, boolean end) {
        int size = data.readableBytes() + padding;
        var exchange = touch(id);
        return exchange == null ? size : exchange.data(data, size, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext from, int id, long code) {
        var exchange = exchangeOf(handler.connection().stream(id));
        if (exchange != null) {
            exchange.fail(new ExchangeFailure.Reset(code));
        }
    }

    @Override
    public void onGoAwayReceived(int lastStream, long code, ByteBuf text) {
        lastTaken = lastStream;
        leave();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        var exchange = exchangeOf(stream);
        if (exchange != null) {
            exchange.fail(
                    stream.id() > lastTaken
                            ? new ExchangeFailure.Reset(Http2Error.REFUSED_STREAM.code())
                            : new ExchangeFailure.ConnectionLost());
        }
        if (isLeaving) {
            leave();
        }
        upstream.hasRoom(port);
    }

    private void writabilityChanged(Http2Stream stream) {
        var exchange = exchangeOf(stream);
        if (exchange != null) {
            exchange.writabilityChanged();
        }
    }

    /// What comes after the protocol's handler: the end of a read, and of the connection.
    private final class Tail extends ChannelInboundHandlerAdapter {
        @Override
        public void channelReadComplete(ChannelHandlerContext from) {
            for (int i = 0; i < touched.size(); i++) {
                touched.get(i).caughtUp();
            }
            touched.clear();
        }

        @Override
        public void channelInactive(ChannelHandlerContext from) {
            isLeaving = true;
            upstream.forget(Http2Link.this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
            LOG.debugf(cause, "the connection to the replica at port %d broke", port);
            from.close();
        }
    }
}
