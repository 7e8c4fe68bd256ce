package dev.serval.server.routing;

import dev.serval.server.failure.ErrorBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Answers what nothing else did, in the form of every other error.
@ApplicationScoped
class NotFoundRoute {
    void install(@Observes Router router) {
        router.route().order(RouteOrder.LAST).handler(NotFoundRoute::refuse);
    }

    private static void refuse(RoutingContext routing) {
        String message =
                "There is nothing at %s %s."
                        .formatted(routing.request().method(), routing.request().path());
        routing.response()
                .setStatusCode(404)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(ErrorBody.of(message)));
    }
}
