package dev.serval.server.grpc;

import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.inference.InferencePipeline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Begins the session of a call's stream with what its headers say.
@Singleton
class InferSessions {
    private final InferencePipeline pipeline;
    private final TensorAllocator allocator;
    private final BodyLimit limit;

    InferSessions(InferencePipeline pipeline, TensorAllocator allocator, BodyLimit limit) {
        this.pipeline = pipeline;
        this.allocator = allocator;
        this.limit = limit;
    }

    /// @throws dev.serval.inference.failure.InvalidInput if a header is malformed
    InferSession of(GrpcExchange exchange) {
        @Nullable Duration timeout =
                exchange.headers().find("grpc-timeout").map(GrpcTimeout::parse).orElse(null);
        return new InferSession(
                exchange, pipeline, allocator, limit, timeout, UnaryOperator.identity());
    }
}
