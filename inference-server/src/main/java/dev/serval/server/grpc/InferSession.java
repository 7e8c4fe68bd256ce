package dev.serval.server.grpc;

import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.inference.PendingCall;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What every call of a gRPC stream is made with.
///
/// @param target what the model that a call names is called as
/// @param timeout how long the caller gives each of its requests; `null` if it does not say
record InferSession(
        GrpcExchange exchange,
        InferencePipeline pipeline,
        TensorAllocator allocator,
        BodyLimit limit,
        @Nullable Duration timeout,
        UnaryOperator<ServedModel> target) {

    /// The same whose calls go to what that makes of their model.
    InferSession to(UnaryOperator<ServedModel> other) {
        return new InferSession(exchange, pipeline, allocator, limit, timeout, other);
    }

    /// Hands a message over as a call whose outcome goes to `replies`.
    PendingCall accept(GrpcMessage message, GrpcReplies replies) {
        Deadline deadline =
                timeout == null ? pipeline.defaultDeadline() : pipeline.deadline(timeout);
        CallContext context = new CallContext(deadline, allocator, exchange.headers());
        return pipeline.accept(
                new GrpcInferCall(message, exchange.compression(), limit, context, replies) {
                    @Override
                    ServedModel called(ServedModel named) {
                        return target.apply(named);
                    }
                });
    }
}
