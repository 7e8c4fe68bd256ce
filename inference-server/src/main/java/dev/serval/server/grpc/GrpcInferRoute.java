package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.explainer.Explainers;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.routing.RouteOrder;
import dev.serval.server.tracing.CallTracing;
import dev.serval.server.tracing.GrpcSpan;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The routes of the two inference calls over gRPC, and of the one that explains, before every
/// other route.
@ApplicationScoped
class GrpcInferRoute {
    private static final String SERVICE = "inference.GRPCInferenceService/";

    private final InferencePipeline pipeline;
    private final TensorAllocator allocator;
    private final BodyLimit limit;
    private final CallTracing tracing;
    private final Explainers explainers;
    private final boolean enabled;

    GrpcInferRoute(
            InferencePipeline pipeline,
            TensorAllocator allocator,
            BodyLimit limit,
            CallTracing tracing,
            Explainers explainers,
            GrpcConfig config) {
        this.pipeline = pipeline;
        this.allocator = allocator;
        this.limit = limit;
        this.tracing = tracing;
        this.explainers = explainers;
        this.enabled = config.enabled();
    }

    void install(@Observes Router router) {
        install(router, "ModelInfer", session -> new UnaryInfer(session).begin());
        install(router, "ModelStreamInfer", session -> new StreamInfer(session).begin());
        install(
                router,
                "ModelExplain",
                session -> new UnaryInfer(session.to(explainers::explaining)).begin());
        if (!enabled) {
            router.route("/" + SERVICE + "*").order(RouteOrder.INFERENCE).handler(this::refuse);
        }
    }

    private void install(Router router, String name, Consumer<InferSession> begin) {
        String method = SERVICE + name;
        router.route("/" + method)
                .order(RouteOrder.INFERENCE)
                .handler(routing -> route(routing, method, begin));
    }

    private void route(RoutingContext routing, String method, Consumer<InferSession> begin) {
        HttpServerRequest request = routing.request();
        if (!isGrpc(request)) {
            routing.next();
            return;
        }
        if (!enabled) {
            refuse(routing);
            return;
        }
        try {
            Context eventLoop = routing.vertx().getOrCreateContext();
            GrpcSpan span = tracing.grpc(eventLoop, method);
            GrpcExchange exchange = new GrpcExchange(request, eventLoop, span);
            begin.accept(
                    new InferSession(
                            exchange,
                            pipeline,
                            allocator,
                            limit,
                            timeout(request),
                            UnaryOperator.identity()));
        } catch (InferenceException refusal) {
            GrpcExchange.refuseAtOnce(request.response(), refusal);
        }
    }

    private void refuse(RoutingContext routing) {
        GrpcExchange.refuseAtOnce(
                routing.response(),
                new Unsupported("gRPC is turned off here (--enable_grpc=false)"));
    }

    private static @Nullable Duration timeout(HttpServerRequest request) {
        String timeout = request.getHeader("grpc-timeout");
        return timeout == null ? null : GrpcTimeout.parse(timeout);
    }

    private static boolean isGrpc(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        return request.version() == HttpVersion.HTTP_2
                && type != null
                && type.startsWith("application/grpc");
    }
}
