package dev.serval.platform.local.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection to a replica, with one exchange at a time. What is sent in one turn of the event
/// loop goes out in one write.
final class Http1Connection extends ChannelInboundHandlerAdapter implements Exchange {
    private static final int HEAD_BYTES = 1024;

    /// Bodies up to this size are copied behind the head, larger ones are written as they are.
    private static final int COPIED_BYTES = 16 * 1024;

    private final Http1Upstream upstream;
    private final int port;
    private final Http1ResponseDecoder decoder = new Http1ResponseDecoder();
    private final Runnable flush = this::flushNow;
    private @Nullable Channel channel;
    private @Nullable ExchangeListener listener;
    private @Nullable ByteBuf unsent;
    private boolean isFlushPlanned;
    private boolean isChunked;
    private boolean isRequestComplete;
    private boolean isKeptAlive;
    private boolean isInformational;

    Http1Connection(Http1Upstream upstream, int port) {
        this.upstream = upstream;
        this.port = port;
    }

    int port() {
        return port;
    }

    void attachTo(Channel opened) {
        channel = opened;
        opened.pipeline().addLast(decoder, this);
    }

    private Channel channel() {
        return Objects.requireNonNull(channel, "not connected");
    }

    void begin(CallHead head, ExchangeListener next) {
        listener = next;
        isRequestComplete = false;
        isKeptAlive = true;
        isChunked = head.request().getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        decoder.expectAnswerTo(head.method() == HttpMethod.HEAD);
        unsent = channel().alloc().directBuffer(HEAD_BYTES);
        Http1Head.write(head, isChunked, unsent);
        planFlush();
        next.opened(this);
    }

    private void planFlush() {
        if (!isFlushPlanned) {
            isFlushPlanned = true;
            channel().eventLoop().execute(flush);
        }
    }

    private void flushNow() {
        isFlushPlanned = false;
        writeUnsent();
        channel().flush();
    }

    private void writeUnsent() {
        if (unsent != null) {
            channel().write(unsent, channel().voidPromise());
            unsent = null;
        }
    }

    @Override
    public void send(Buffer data) {
        if (data.length() == 0) {
            return;
        }
        var bytes = data.getByteBuf();
        if (isChunked) {
            append(ascii(Integer.toHexString(data.length()) + "\r\n"));
        }
        append(bytes);
        if (isChunked) {
            append(ascii("\r\n"));
        }
        planFlush();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void append(ByteBuf data) {
        if (data.readableBytes() > COPIED_BYTES) {
            writeUnsent();
            channel().write(data, channel().voidPromise());
            return;
        }
        if (unsent == null) {
            unsent = channel().alloc().directBuffer(data.readableBytes());
        }
        unsent.writeBytes(data);
    }

    @Override
    public void end() {
        isRequestComplete = true;
        if (isChunked) {
            append(ascii("0\r\n\r\n"));
        }
        writeUnsent();
        channel().flush();
    }

    @Override
    public boolean isFull() {
        return !channel().isWritable();
    }

    @Override
    public void pause() {
        channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        channel().config().setAutoRead(true);
    }

    @Override
    public void cancel() {
        listener = null;
        close();
    }

    void close() {
        channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var current = listener;
        try {
            if (current == null) {
                close();
                return;
            }
            tell(current, message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void tell(ExchangeListener current, Object message) {
        if (message instanceof HttpResponse head && !begins(current, head)) {
            return;
        }
        if (message instanceof HttpContent content && !isInformational) {
            receive(current, content);
        }
    }

    private void receive(ExchangeListener current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            fail(current, content.decoderResult());
            return;
        }
        var bytes = content.content();
        if (bytes.isReadable()) {
            current.received(Buffer.buffer(ByteBufUtil.getBytes(bytes)));
        }
        if (content instanceof LastHttpContent last && isHeardBy(current)) {
            complete(current, last);
        }
    }

    /// Whether the exchange was not given up by what was just told.
    private boolean isHeardBy(ExchangeListener current) {
        return listener == current;
    }

    private void fail(ExchangeListener current, DecoderResult result) {
        listener = null;
        close();
        current.failed(new ExchangeFailure.Malformed(String.valueOf(result.cause())));
    }

    /// Takes the head of an answer.
    ///
    /// @return whether an answer begins with it
    private boolean begins(ExchangeListener current, HttpResponse head) {
        if (head.decoderResult().isFailure()) {
            fail(current, head.decoderResult());
            return false;
        }
        isInformational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (isInformational) {
            return false;
        }
        isKeptAlive = HttpUtil.isKeepAlive(head);
        current.answered(head.status().code(), head.headers());
        return isHeardBy(current);
    }

    private void complete(ExchangeListener current, LastHttpContent last) {
        listener = null;
        if (isKeptAlive && isRequestComplete && channel().isActive()) {
            channel().config().setAutoRead(true);
            upstream.free(this);
        } else {
            close();
        }
        current.ended(last.trailingHeaders());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (listener != null) {
            listener.caughtUp();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (listener != null && channel().isWritable()) {
            listener.drained();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        upstream.forget(this);
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
        var current = listener;
        listener = null;
        if (current != null) {
            current.failed(new ExchangeFailure.ConnectionLost());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
