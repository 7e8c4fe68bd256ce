package dev.serval.platform.local.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// An exchange on a stream of an HTTP/2 connection.
final class Http2Exchange implements Exchange {
    private static final int NO_STATUS = 0;

    private final Http2Link link;
    private final Http2Stream stream;
    private @Nullable ExchangeListener listener;

    /// What was sent last: written with the next that is sent, or with the end of this turn of the
    /// event loop, so that a body's last bytes and its end are mostly one frame.
    private @Nullable ByteBuf held;

    private int unconsumed;
    private boolean isPaused;
    private boolean isAnswered;
    private boolean isRequestComplete;
    private boolean isWaitingForRoom;

    /// Whether something came that its listener was not yet told the end of. The link's.
    boolean isTouched;

    Http2Exchange(Http2Link link, Http2Stream stream, ExchangeListener listener) {
        this.link = link;
        this.stream = stream;
        this.listener = listener;
    }

    @Override
    public void send(Buffer data) {
        if (listener != null && data.length() > 0) {
            writeHeld();
            held = data.getByteBuf();
            link.holds(this);
        }
    }

    void writeHeld() {
        var data = held;
        if (data != null) {
            held = null;
            link.write(stream, data, false);
        }
    }

    @Override
    public void end() {
        if (listener != null) {
            isRequestComplete = true;
            var last = held == null ? Unpooled.EMPTY_BUFFER : held;
            held = null;
            link.write(stream, last, true);
        }
    }

    @Override
    public boolean isFull() {
        isWaitingForRoom = !link.isWritable(stream);
        return isWaitingForRoom;
    }

    void writabilityChanged() {
        var current = listener;
        if (isWaitingForRoom && current != null && link.isWritable(stream)) {
            isWaitingForRoom = false;
            current.drained();
        }
    }

    @Override
    public void pause() {
        isPaused = true;
    }

    @Override
    public void resume() {
        isPaused = false;
        if (unconsumed > 0 && listener != null) {
            int bytes = unconsumed;
            unconsumed = 0;
            link.consume(stream, bytes);
        }
    }

    @Override
    public void cancel() {
        listener = null;
        held = null;
        link.reset(stream, Http2Error.CANCEL);
    }

    void headers(Http2Headers headers, boolean isLast) {
        var current = listener;
        if (current == null) {
            return;
        }
        if (isAnswered) {
            complete(current, headers);
            return;
        }
        int status = statusOf(headers);
        if (status == NO_STATUS) {
            fail(new ExchangeFailure.Malformed("an answer without a status"));
            link.reset(stream, Http2Error.PROTOCOL_ERROR);
            return;
        }
        if (HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL) {
            return;
        }
        isAnswered = true;
        current.answered(status, headers);
        if (isLast && isHeardBy(current)) {
            complete(current, EmptyHttp2Headers.INSTANCE);
        }
    }

    /// Whether the exchange was not given up by what was just told.
    private boolean isHeardBy(ExchangeListener current) {
        return listener == current;
    }

    private static int statusOf(Http2Headers headers) {
        var status = headers.status();
        if (status == null || status.length() != 3) {
            return NO_STATUS;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = Character.digit(status.charAt(i), 10);
            if (digit < 0) {
                return NO_STATUS;
            }
            code = code * 10 + digit;
        }
        return code;
    }

    /// Takes a part of the answer.
    ///
    /// @param size its bytes with their padding
    /// @return how many of them need no longer be counted against the window
    int data(ByteBuf bytes, int size, boolean isLast) {
        var current = listener;
        if (current == null) {
            return size;
        }
        if (bytes.isReadable()) {
            current.received(Buffer.buffer(ByteBufUtil.getBytes(bytes)));
        }
        if (isLast && isHeardBy(current)) {
            complete(current, EmptyHttp2Headers.INSTANCE);
        }
        if (isPaused) {
            unconsumed += size;
            return 0;
        }
        return size;
    }

    private void complete(ExchangeListener current, Http2Headers trailers) {
        listener = null;
        held = null;
        if (!isRequestComplete) {
            link.reset(stream, Http2Error.NO_ERROR);
        }
        current.ended(trailers);
    }

    void caughtUp() {
        isTouched = false;
        if (listener != null) {
            listener.caughtUp();
        }
    }

    void fail(ExchangeFailure failure) {
        var current = listener;
        listener = null;
        held = null;
        if (current != null) {
            current.failed(failure);
        }
    }
}
