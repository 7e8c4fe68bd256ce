package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.ShuttingDown;
import dev.serval.server.body.MessageBuffers;
import dev.serval.server.failure.HttpFailure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/// An inference call as one of Vert.x's requests.
final class RequestExchange implements HttpExchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final Thread thread = Thread.currentThread();

    /// An exchange that was begun on its event loop.
    RequestExchange(HttpServerRequest request, Context eventLoop) {
        this.request = request;
        this.response = request.response();
        this.eventLoop = eventLoop;
    }

    @Override
    public MultiMap headers() {
        return request.headers();
    }

    @Override
    public MultiMap parameters() {
        return request.params();
    }

    @Override
    public void receive(Consumer<ByteBuf> piece, Runnable complete) {
        request.handler(bytes -> piece.accept(bytes.getByteBuf())).endHandler(_ -> complete.run());
    }

    @Override
    public void whenAbandoned(Runnable action) {
        response.closeHandler(_ -> action.run());
        response.exceptionHandler(_ -> action.run());
        request.exceptionHandler(_ -> action.run());
    }

    @Override
    public void send(HttpAnswer answer) {
        onEventLoop(() -> sendNow(answer));
    }

    @Override
    public void refuse(InferenceException failure) {
        onEventLoop(() -> refuseNow(failure));
    }

    /// Runs the action at once where it can; what is written while a request is being read goes out
    /// together with what else is.
    private void onEventLoop(Runnable action) {
        if (Thread.currentThread() == thread) {
            action.run();
        } else {
            eventLoop.runOnContext(_ -> action.run());
        }
    }

    private void sendNow(HttpAnswer answer) {
        if (isOver()) {
            answer.memory().close();
            return;
        }
        echoRequestId();
        answer.headers().forEach(response::putHeader);
        if (MessageBuffers.isSmall(answer.parts())) {
            Buffer copy = Buffer.buffer(MessageBuffers.copyOf(answer.parts()));
            answer.memory().close();
            response.end(copy);
        } else {
            response.end(Buffer.buffer(MessageBuffers.over(answer.parts())))
                    .onComplete(_ -> answer.memory().close());
        }
    }

    private void refuseNow(InferenceException failure) {
        if (isOver()) {
            return;
        }
        echoRequestId();
        HttpFailure told = HttpFailure.of(failure);
        told.retryAfterSeconds().ifPresent(wait -> response.putHeader("retry-after", wait));
        if (mustClose(failure)) {
            response.putHeader("connection", "close");
        }
        response.setStatusCode(told.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(told.body()));
    }

    /// A body that is not read to its end leaves nothing to go on with on an HTTP/1.1 connection.
    private boolean mustClose(InferenceException failure) {
        return request.version() != HttpVersion.HTTP_2
                && (failure instanceof ShuttingDown || !request.isEnded());
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }

    private void echoRequestId() {
        String id = request.getHeader(REQUEST_ID);
        if (id != null) {
            response.putHeader(REQUEST_ID, id);
        }
    }
}
