package dev.serval.server.grpc;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.Unsupported;
import dev.serval.server.explainer.Explainers;
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
import java.util.function.Consumer;

/// The routes of the two inference calls over gRPC, and of the one that explains, before every
/// other route.
@ApplicationScoped
class GrpcInferRoute {
    private static final String SERVICE = "inference.GRPCInferenceService/";

    private final InferSessions sessions;
    private final FrameLanes lanes;
    private final CallTracing tracing;
    private final Explainers explainers;
    private final boolean enabled;

    GrpcInferRoute(
            InferSessions sessions,
            FrameLanes lanes,
            CallTracing tracing,
            Explainers explainers,
            GrpcConfig config) {
        this.sessions = sessions;
        this.lanes = lanes;
        this.tracing = tracing;
        this.explainers = explainers;
        this.enabled = config.enabled();
    }

    void install(@Observes Router router) {
        install(router, "ModelInfer", this::infer);
        install(
                router,
                "ModelStreamInfer",
                exchange -> new StreamInfer(exchange, sessions.of(exchange)).begin());
        install(
                router,
                "ModelExplain",
                exchange ->
                        new UnaryInfer(sessions.of(exchange).to(explainers::explaining)).begin());
        if (!enabled) {
            router.route("/" + SERVICE + "*").order(RouteOrder.INFERENCE).handler(this::refuse);
        }
    }

    /// The connection's first call; those after it go over its lane, if it gets one.
    private void infer(RequestExchange exchange) {
        lanes.open(exchange.connection());
        new UnaryInfer(sessions.of(exchange)).begin();
    }

    private void install(Router router, String name, Consumer<RequestExchange> begin) {
        String method = SERVICE + name;
        router.route("/" + method)
                .order(RouteOrder.INFERENCE)
                .handler(routing -> route(routing, method, begin));
    }

    private void route(RoutingContext routing, String method, Consumer<RequestExchange> begin) {
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
            begin.accept(new RequestExchange(request, eventLoop, span));
        } catch (InferenceException refusal) {
            RequestExchange.refuseAtOnce(request.response(), refusal);
        }
    }

    private void refuse(RoutingContext routing) {
        RequestExchange.refuseAtOnce(
                routing.response(),
                new Unsupported("gRPC is turned off here (--enable_grpc=false)"));
    }

    private static boolean isGrpc(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        return request.version() == HttpVersion.HTTP_2 && type != null && GrpcHeaders.isGrpc(type);
    }
}
