package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.inference.PendingCall;
import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `ModelInfer` call: a message in, a message out. Lives on its stream's event loop.
final class UnaryInfer implements GrpcReplies {
    private final InferSession session;
    private final GrpcFrameReader frames;
    private @Nullable GrpcMessage message;
    private @Nullable PendingCall pending;
    private boolean over;

    UnaryInfer(InferSession session) {
        this.session = session;
        this.frames = new GrpcFrameReader(session.limit(), session.allocator(), this::hold);
    }

    void begin() {
        GrpcExchange exchange = session.exchange();
        exchange.whenAbandoned(this::abandon);
        exchange.receive(this::append, this::complete);
    }

    @Override
    public void answer(List<MemorySegment> answer, Runnable memory) {
        session.exchange().sendAndEnd(answer, memory);
    }

    @Override
    public void refuse(InferenceException failure) {
        session.exchange().refuse(failure);
    }

    private void append(ByteBuf piece) {
        if (over) {
            return;
        }
        try {
            frames.append(piece);
        } catch (InferenceException refusal) {
            drop();
            refuse(refusal);
        }
    }

    private void hold(GrpcMessage next) {
        if (message != null) {
            next.close();
            throw new InvalidInput("ModelInfer got a second message, expected one");
        }
        message = next;
    }

    private void complete() {
        if (over) {
            return;
        }
        GrpcMessage complete = message;
        try {
            frames.requireBetweenMessages();
            if (complete == null) {
                throw new InvalidInput("ModelInfer got no message, expected one");
            }
            over = true;
            pending = session.accept(complete, this);
        } catch (InferenceException refusal) {
            drop();
            refuse(refusal);
        }
    }

    private void abandon() {
        if (pending != null) {
            session.pipeline().abandon(pending);
        } else if (!over) {
            drop();
        }
    }

    private void drop() {
        over = true;
        frames.close();
        if (message != null) {
            message.close();
        }
    }
}
