package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.server.routing.RouteOrder;
import dev.serval.server.tracing.CallTracing;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// The route of inference calls over REST, before every other route.
@ApplicationScoped
class InferRoute {
    private final InferCalls calls;
    private final CallTracing tracing;

    InferRoute(InferCalls calls, CallTracing tracing) {
        this.calls = calls;
        this.tracing = tracing;
    }

    void install(@Observes Router router) {
        router.route().order(RouteOrder.INFERENCE).handler(this::route);
    }

    private void route(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String requested = request.path();
        if (requested == null || request.method() != HttpMethod.POST) {
            routing.next();
            return;
        }
        Context eventLoop = routing.vertx().getOrCreateContext();
        HttpExchange exchange = new RequestExchange(request, eventLoop);
        try {
            Optional<InferPath> path = InferPath.find(requested);
            if (path.isEmpty()) {
                routing.next();
                return;
            }
            tracing.nameByRoute(eventLoop, path.get().route());
            calls.begin(exchange, path.get());
        } catch (InferenceException refusal) {
            exchange.refuse(refusal);
        }
    }
}
