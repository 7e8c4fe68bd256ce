package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.inference.PendingCall;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `ModelStreamInfer` call: messages in, and for each, in their order, an answer or an error
/// message out. An error ends no stream. Lives on its stream's event loop.
final class StreamInfer implements GrpcReplies {
    /// How many requests may wait before the caller is held back.
    private static final int MOST_WAITING = 16;

    private final RequestExchange exchange;
    private final InferSession session;
    private final GrpcFrameReader frames;
    private final ArrayDeque<GrpcMessage> waiting = new ArrayDeque<>();
    private @Nullable PendingCall pending;
    private boolean busy;
    private boolean paused;
    private boolean complete;
    private boolean over;

    StreamInfer(RequestExchange exchange, InferSession session) {
        this.exchange = exchange;
        this.session = session;
        this.frames = new GrpcFrameReader(session.limit(), session.allocator(), waiting::add);
    }

    void begin() {
        exchange.whenAbandoned(this::abandon);
        exchange.receive(this::append, this::complete);
    }

    @Override
    public void answer(List<MemorySegment> answer, Runnable memory) {
        exchange.send(StreamAnswers.answered(answer), memory);
        exchange.onEventLoop(this::next);
    }

    @Override
    public void refuse(InferenceException failure) {
        exchange.send(StreamAnswers.failed(failure.getMessage()), () -> {});
        exchange.onEventLoop(this::next);
    }

    private void append(ByteBuf piece) {
        if (over) {
            return;
        }
        try {
            frames.append(piece);
            holdBackOrGoOn();
            runNext();
        } catch (InferenceException refusal) {
            drop();
            exchange.refuse(refusal);
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
            exchange.refuse(refusal);
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
            exchange.end();
        }
    }

    /// A request that was read to its end can be neither paused nor resumed.
    private void holdBackOrGoOn() {
        boolean mustPause = waiting.size() >= MOST_WAITING;
        if (complete || mustPause == paused) {
            return;
        }
        paused = mustPause;
        if (mustPause) {
            exchange.pause();
        } else {
            exchange.resume();
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
