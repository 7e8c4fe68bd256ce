package dev.serval.platform.local.gateway;

import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.StreamResetException;
import org.jspecify.annotations.Nullable;

/// An exchange on a stream of an HTTP/2 connection. The head waits for the end of the event loop's
/// turn, so that a small body goes out with it.
final class Http2Exchange implements Exchange {
    private static final long CANCEL = 8;
    private static final long NO_ERROR = 0;

    /// Vert.x counts bytes as written only where someone waits for them.
    private static final Handler<AsyncResult<Void>> WRITTEN = _ -> {};

    private final HttpClientRequest request;
    private final EventLoop eventLoop;
    private @Nullable ExchangeListener listener;
    private @Nullable HttpClientResponse response;
    private @Nullable Buffer unsent;
    private boolean isHeadSent;
    private boolean isFlushPlanned;
    private boolean isRequestComplete;

    Http2Exchange(HttpClientRequest request, EventLoop eventLoop, ExchangeListener listener) {
        this.request = request;
        this.eventLoop = eventLoop;
        this.listener = listener;
    }

    void begin() {
        request.setChunked(true);
        request.exceptionHandler(this::fail);
        request.drainHandler(_ -> drained());
        request.response().onSuccess(this::answered).onFailure(this::fail);
        planFlush();
        if (listener != null) {
            listener.opened(this);
        }
    }

    private void planFlush() {
        if (!isFlushPlanned) {
            isFlushPlanned = true;
            eventLoop.execute(this::flush);
        }
    }

    private void flush() {
        isFlushPlanned = false;
        if (listener == null || isRequestComplete) {
            return;
        }
        if (unsent != null) {
            request.write(unsent, WRITTEN);
            unsent = null;
            isHeadSent = true;
        }
        if (!isHeadSent) {
            isHeadSent = true;
            request.sendHead();
        }
    }

    private void answered(HttpClientResponse answer) {
        var current = listener;
        if (current == null) {
            return;
        }
        response = answer;
        answer.exceptionHandler(this::fail);
        answer.handler(this::received);
        answer.endHandler(_ -> complete(answer));
        current.answered(answer.statusCode(), answer.headers());
        planCatchUp();
    }

    private void received(Buffer data) {
        if (listener != null) {
            listener.received(data);
            planCatchUp();
        }
    }

    /// The frames of one read are told one by one, and what follows them in the same turn with
    /// them.
    private void planCatchUp() {
        eventLoop.execute(() -> {
            if (listener != null) {
                listener.caughtUp();
            }
        });
    }

    private void complete(HttpClientResponse answer) {
        var current = listener;
        listener = null;
        if (current == null) {
            return;
        }
        if (!isRequestComplete) {
            request.reset(NO_ERROR);
        }
        current.ended(answer.trailers());
    }

    private void drained() {
        if (listener != null) {
            listener.drained();
        }
    }

    private void fail(Throwable cause) {
        var current = listener;
        listener = null;
        if (current == null) {
            return;
        }
        current.failed(
                cause instanceof StreamResetException reset
                        ? new ExchangeFailure.Reset(reset.getCode())
                        : new ExchangeFailure.ConnectionLost());
    }

    @Override
    public void send(Buffer data) {
        if (unsent != null) {
            request.write(unsent, WRITTEN);
            isHeadSent = true;
        }
        unsent = data;
        planFlush();
    }

    @Override
    public void end() {
        isRequestComplete = true;
        var last = unsent;
        unsent = null;
        if (last == null) {
            request.end();
            return;
        }
        request.end(last);
    }

    @Override
    public boolean isFull() {
        return request.writeQueueFull();
    }

    @Override
    public void pause() {
        if (response != null) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        if (response != null) {
            response.resume();
        }
    }

    @Override
    public void cancel() {
        listener = null;
        request.reset(CANCEL);
    }
}
