package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.inference.PendingCall;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gathers the body of one call, hands the call over when it is complete, and calls it off if the
/// caller goes away. Lives on the request's event loop.
final class InferUpload {
    private final HttpExchange exchange;
    private final BodyCollector body;
    private final InferencePipeline pipeline;
    private final Supplier<HttpCall> call;
    private @Nullable PendingCall pending;
    private boolean over;

    InferUpload(
            HttpExchange exchange,
            BodyCollector body,
            InferencePipeline pipeline,
            Supplier<HttpCall> call) {
        this.exchange = exchange;
        this.body = body;
        this.pipeline = pipeline;
        this.call = call;
    }

    void begin() {
        exchange.whenAbandoned(this::abandon);
        exchange.receive(this::append, this::complete);
    }

    private void append(ByteBuf piece) {
        if (over) {
            return;
        }
        try {
            body.append(piece);
        } catch (InferenceException refusal) {
            over = true;
            body.close();
            exchange.refuse(refusal);
        }
    }

    private void complete() {
        if (!over) {
            over = true;
            pending = pipeline.accept(call.get());
        }
    }

    private void abandon() {
        if (pending != null) {
            pipeline.abandon(pending);
            return;
        }
        if (!over) {
            over = true;
            body.close();
        }
    }
}
