package dev.serval.server.http;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.server.body.BodyCollector;
import dev.serval.server.body.BodyLimit;
import dev.serval.server.inference.InferencePipeline;
import dev.serval.server.inference.WireProtocol;
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
    private final InferencePipeline pipeline;
    private final TensorAllocator allocator;
    private final BodyLimit limit;
    private final AnswerForms forms;
    private final CallTracing tracing;

    InferRoute(
            InferencePipeline pipeline,
            TensorAllocator allocator,
            BodyLimit limit,
            AnswerForms forms,
            CallTracing tracing) {
        this.pipeline = pipeline;
        this.allocator = allocator;
        this.limit = limit;
        this.forms = forms;
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
        HttpExchange exchange = new HttpExchange(request, eventLoop);
        try {
            Optional<InferPath> path = InferPath.find(requested);
            if (path.isEmpty()) {
                routing.next();
                return;
            }
            tracing.nameByRoute(eventLoop, path.get().route());
            receive(exchange, path.get());
        } catch (InferenceException refusal) {
            exchange.refuse(refusal);
        }
    }

    private void receive(HttpExchange exchange, InferPath path) {
        requireDecoded(exchange);
        long expected = contentLength(exchange);
        limit.require(expected);
        long headLimit =
                path.protocol() == WireProtocol.V2 ? jsonLength(exchange) : BodyCollector.ALL_HEAD;
        CallContext context =
                new CallContext(pipeline.defaultDeadline(), allocator, exchange.headers());
        BodyCollector body = new BodyCollector(headLimit, expected, limit, allocator);
        new InferUpload(
                        exchange,
                        body,
                        pipeline,
                        () -> new HttpCall(exchange, path, body, context, forms))
                .begin();
    }

    /// What the server decodes has lost its header by now.
    private static void requireDecoded(HttpExchange exchange) {
        String coding = exchange.header("content-encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new InvalidInput(
                    "Content-Encoding is '%s', expected gzip or deflate".formatted(coding));
        }
    }

    private static long contentLength(HttpExchange exchange) {
        String length = exchange.header("content-length");
        return length == null ? -1 : number("Content-Length", length);
    }

    private static long jsonLength(HttpExchange exchange) {
        String length = exchange.header(V2Codec.JSON_LENGTH);
        return length == null
                ? BodyCollector.ALL_HEAD
                : number("Inference-Header-Content-Length", length);
    }

    private static long number(String header, String value) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notDecimal) {
            // Refused below, as a negative number is.
        }
        throw new InvalidInput("%s is '%s', expected 0 or more".formatted(header, value));
    }
}
