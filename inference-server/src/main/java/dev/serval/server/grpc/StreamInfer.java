package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.inference.PendingCall;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `ModelStreamInfer` call: messages in, and for each, in their order, an answer or an error
/// message out. An error ends no stream. Lives on its stream's event loop.
final class StreamInfer implements GrpcReplies {
    /// How many requests may wait before the caller is held back.
    private static final int MOST_WAITING = 16;

    private final InferSession session;
    private final GrpcFrameReader frames;
    private final ArrayDeque<GrpcMessage> waiting = new ArrayDeque<>();
    private @Nullable PendingCall pending;
    private boolean busy;
    private boolean paused;
    private boolean complete;
    private boolean over;

    StreamInfer(InferSession session) {
        this.session = session;
        this.frames = new GrpcFrameReader(session.limit(), session.allocator(), waiting::add);
    }

    void begin() {
        GrpcExchange exchange = session.exchange();
        exchange.whenAbandoned(this::abandon);
        exchange.request().handler(this::append).endHandler(_ -> complete());
    }

    @Override
    public void answer(List<MemorySegment> answer, Runnable memory) {
        session.exchange().send(StreamAnswers.answered(answer), memory);
        session.exchange().onEventLoop(this::next);
    }

    @Override
    public void refuse(InferenceException failure) {
        session.exchange().send(StreamAnswers.failed(failure.getMessage()), () -> {});
        session.exchange().onEventLoop(this::next);
    }

    private void append(Buffer piece) {
        if (over) {
            return;
        }
        try {
            frames.append(piece.getByteBuf());
            holdBackOrGoOn();
            runNext();
        } catch (InferenceException refusal) {
            drop();
            session.exchange().refuse(refusal);
        }
    }

    private void complete() {
        if (over) {
            return;
        }
        complete = true;
        try {
            frames.requireBetweenMessages();
            runNext();
        } catch (InferenceException refusal) {
            drop();
            session.exchange().refuse(refusal);
        }
    }

    private void next() {
        busy = false;
        pending = null;
        if (!over) {
            holdBackOrGoOn();
            runNext();
        }
    }

    private void runNext() {
        if (busy) {
            return;
        }
        GrpcMessage message = waiting.poll();
        if (message != null) {
            busy = true;
            pending = session.accept(message, this);
        } else if (complete) {
            over = true;
            session.exchange().end();
        }
    }

    /// A request that was read to its end can be neither paused nor resumed.
    private void holdBackOrGoOn() {
        boolean mustPause = waiting.size() >= MOST_WAITING;
        if (complete || mustPause == paused) {
            return;
        }
        paused = mustPause;
        HttpServerRequest request = session.exchange().request();
        if (mustPause) {
            request.pause();
        } else {
            request.resume();
        }
    }

    private void abandon() {
        PendingCall current = pending;
        drop();
        if (current != null) {
            session.pipeline().abandon(current);
        }
    }

    private void drop() {
        over = true;
        frames.close();
        waiting.forEach(GrpcMessage::close);
        waiting.clear();
    }
}
