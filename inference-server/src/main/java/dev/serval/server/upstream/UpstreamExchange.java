package dev.serval.server.upstream;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.PredictorFailure;
import dev.serval.inference.request.CallContext;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.body.MessageBuffers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One request to a predictor and what came of it. Whoever settles it first, the answer, the
/// deadline or whoever calls the call off, decides the outcome; the listener hears of it once
/// nothing of the request's memory is being sent any more.
final class UpstreamExchange {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final int BAD_GATEWAY = 502;
    private static final BodyLimit NO_LIMIT = new BodyLimit(Long.MAX_VALUE);

    private final UpstreamConnections connections;
    private final EncodedCall encoded;
    private final CallContext call;
    private final AnswerListener listener;
    private final AtomicReference<@Nullable Runnable> outcome = new AtomicReference<>();
    private final AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();

    /// What has to end before the listener hears: the outcome, and the sending of memory.
    private final AtomicInteger open = new AtomicInteger(1);

    private volatile @Nullable Received received;
    private volatile long timer = -1;
    private int attempts;

    /// The body of an answer, which only its context touches.
    private record Received(BodyCollector body, Context context) {
        void drop() {
            context.runOnContext(_ -> body.close());
        }
    }

    UpstreamExchange(
            UpstreamConnections connections,
            EncodedCall encoded,
            CallContext call,
            AnswerListener listener) {
        this.connections = connections;
        this.encoded = encoded;
        this.call = call;
        this.listener = listener;
    }

    void begin() {
        long left = call.deadline().remaining().toMillis();
        if (left <= 0) {
            fail(
                    new DeadlineExceeded(
                            "the call's deadline had passed before the predictor's turn"));
            return;
        }
        timer = connections.vertx().setTimer(left, _ -> expire());
        try {
            call.standBy(this::calledOff);
        } catch (InferenceException reason) {
            fail(reason);
            return;
        }
        connect();
    }

    private void calledOff() {
        InferenceException reason = call.calledOff();
        if (reason != null) {
            fail(reason);
        }
    }

    private void expire() {
        fail(
                new DeadlineExceeded(
                        "the predictor at %s did not answer by the call's deadline"
                                .formatted(connections.address())));
    }

    private void connect() {
        connections.request(encoded, call).onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (result.succeeded()) {
            send(result.result());
        } else {
            tryAgain(result.cause());
        }
    }

    /// Nothing was sent so far.
    private void tryAgain(Throwable cause) {
        if (outcome.get() != null) {
            return;
        }
        if (attempts == connections.retries() || !UpstreamConnections.mayPass(cause)) {
            fail(connections.unreachable(cause));
            return;
        }
        long pause = FIRST_PAUSE.toMillis() << attempts++;
        connections.vertx().setTimer(pause, _ -> connect());
    }

    private void send(HttpClientRequest request) {
        if (!hold()) {
            request.reset();
            return;
        }
        sent.set(request);
        request.response().onComplete(this::head);
        if (MessageBuffers.isSmall(encoded.body())) {
            request.end(Buffer.buffer(MessageBuffers.copyOf(encoded.body())));
            finishOne();
        } else {
            request.end(Buffer.buffer(MessageBuffers.over(encoded.body())))
                    .onComplete(_ -> finishOne());
        }
        if (outcome.get() != null) {
            request.reset();
        }
    }

    private void head(AsyncResult<HttpClientResponse> result) {
        if (result.failed()) {
            broken(result.cause());
            return;
        }
        HttpClientResponse response = result.result();
        try {
            receive(response);
        } catch (InferenceException malformed) {
            fail(malformed);
        }
    }

    private void receive(HttpClientResponse response) {
        BodyCollector body =
                new BodyCollector(
                        headLength(response),
                        number(response, "content-length"),
                        NO_LIMIT,
                        call.allocator());
        Received here = new Received(body, connections.vertx().getOrCreateContext());
        received = here;
        if (outcome.get() != null) {
            here.drop();
            return;
        }
        response.handler(piece -> append(body, piece))
                .exceptionHandler(this::broken)
                .endHandler(_ -> complete(response, body));
    }

    private void append(BodyCollector body, Buffer piece) {
        if (outcome.get() != null) {
            return;
        }
        if (body.length() + piece.length() > connections.maxAnswer()) {
            fail(
                    new PredictorFailure(
                            BAD_GATEWAY,
                            "the predictor's answer has more than %d bytes (serval.predictor.max-answer)"
                                    .formatted(connections.maxAnswer()),
                            null));
            return;
        }
        try {
            body.append(piece.getByteBuf());
        } catch (InferenceException tooLarge) {
            fail(tooLarge);
        }
    }

    private void complete(HttpClientResponse response, BodyCollector body) {
        UpstreamAnswer answer =
                new UpstreamAnswer(
                        response.statusCode(), response.headers(), response.trailers(), body);
        if (outcome.compareAndSet(
                null, () -> Thread.startVirtualThread(() -> listener.answered(answer)))) {
            finishOne();
        }
    }

    private long headLength(HttpClientResponse response) {
        long said = number(response, RestCalls.JSON_LENGTH);
        return said >= 0 ? said : encoded.headLength();
    }

    /// @return -1 if the answer has no such header
    private static long number(HttpClientResponse response, String header) {
        String value = response.getHeader(header);
        if (value == null) {
            return -1;
        }
        try {
            return Long.parseUnsignedLong(value.strip()) & Long.MAX_VALUE;
        } catch (NumberFormatException noNumber) {
            throw RestCalls.malformed("%s is '%s', expected 0 or more".formatted(header, value));
        }
    }

    /// The connection was lost once something had been sent.
    private void broken(Throwable cause) {
        fail(
                new PredictorFailure(
                        BAD_GATEWAY,
                        "the predictor at %s went away before it had answered: %s"
                                .formatted(connections.address(), cause.getMessage()),
                        null));
    }

    private void fail(InferenceException failure) {
        if (!outcome.compareAndSet(null, () -> listener.failed(failure))) {
            return;
        }
        HttpClientRequest request = sent.get();
        if (request != null) {
            request.reset();
        }
        Received begun = received;
        if (begun != null) {
            begun.drop();
        }
        finishOne();
    }

    /// Keeps the listener waiting, unless it has heard already.
    private boolean hold() {
        int before = open.get();
        while (before > 0) {
            if (open.compareAndSet(before, before + 1)) {
                return true;
            }
            before = open.get();
        }
        return false;
    }

    private void finishOne() {
        if (open.decrementAndGet() > 0) {
            return;
        }
        call.standDown();
        if (timer >= 0) {
            connections.vertx().cancelTimer(timer);
        }
        encoded.memory().run();
        Runnable decided = outcome.get();
        if (decided == null) {
            throw new IllegalStateException("an exchange ended without an outcome");
        }
        decided.run();
    }
}
