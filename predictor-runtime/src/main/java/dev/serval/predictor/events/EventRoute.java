package dev.serval.predictor.events;

import dev.serval.server.failure.ErrorBody;
import dev.serval.server.failure.HttpFailure;
import dev.serval.server.routing.RouteOrder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Keeps Funqy to `POST /`, where it would answer every method and a path of the function's name
/// too, and answers events that fail as all other calls that do: a status, and `{"error": "…"}`.
@ApplicationScoped
class EventRoute {
    private static final String ROOT = "/";
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    /// KServe's liveness, which [dev.serval.server] answers where there is no Funqy.
    private static final String ALIVE = "{\"status\":\"alive\"}";

    void install(@Observes Router router) {
        router.route(ROOT)
                .order(RouteOrder.INFERENCE)
                .handler(EventRoute::passEvents)
                .failureHandler(EventRoute::refuse);
        router.route(ROOT + InferenceEvents.FUNCTION)
                .order(RouteOrder.INFERENCE)
                .handler(routing ->
                        answer(routing, NOT_FOUND, Buffer.buffer(ErrorBody.of("Not Found"))));
    }

    private static void passEvents(RoutingContext routing) {
        HttpMethod method = routing.request().method();
        if (method.equals(HttpMethod.POST)) {
            routing.next();
            return;
        }
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            answer(routing, 200, Buffer.buffer(ALIVE));
            return;
        }
        String problem = "%s / is not answered, expected GET or POST".formatted(method);
        answer(routing, METHOD_NOT_ALLOWED, Buffer.buffer(ErrorBody.of(problem)));
    }

    private static void refuse(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (response.ended() || response.headWritten()) {
            routing.next();
            return;
        }
        HttpFailure failure =
                HttpFailure.of(EventFailure.of(routing.failure(), routing.statusCode()));
        failure.retryAfterSeconds().ifPresent(wait -> response.putHeader("retry-after", wait));
        answer(routing, failure.status(), Buffer.buffer(failure.body()));
    }

    private static void answer(RoutingContext routing, int status, Buffer body) {
        routing.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
