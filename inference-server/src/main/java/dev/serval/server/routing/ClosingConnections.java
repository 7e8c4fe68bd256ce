package dev.serval.server.routing;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;

/// Sends callers elsewhere once the process has been told to stop: a connection that is still used
/// then is closed when what goes on over it has ended, and its caller is told so, by `Connection:
/// close` or HTTP/2's GOAWAY.
@ApplicationScoped
class ClosingConnections {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(30);

    private volatile boolean stopping;

    void install(@Observes Router router) {
        router.route().order(RouteOrder.FIRST).handler(this::tell);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    private void tell(RoutingContext routing) {
        if (stopping) {
            tellToLeave(routing.request());
        }
        routing.next();
    }

    private static void tellToLeave(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.connection().shutdown(PATIENCE);
            return;
        }
        request.response().putHeader("connection", "close");
    }
}
