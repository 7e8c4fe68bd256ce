package dev.serval.server.routing;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Keeps a body handler that some extension puts before all routes away from every path but its
/// own. Funqy's would read each request's body into memory, after which neither gRPC nor REST over
/// HTTP/2 can read it; Funqy itself only answers `/`.
@ApplicationScoped
class BodyHandlerExemption {
    void install(@Observes Router router) {
        router.route().order(RouteOrder.FIRST).handler(BodyHandlerExemption::exempt);
    }

    private static void exempt(RoutingContext routing) {
        if (!"/".equals(routing.request().path())) {
            ((RoutingContextInternal) routing).visitHandler(RoutingContextInternal.BODY_HANDLER);
        }
        routing.next();
    }
}
