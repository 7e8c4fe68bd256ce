package dev.serval.benchmark.baseline;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;

/// A bare Vert.x server: every request, whatever its path and body, is answered with the same 100
/// bytes. What HTTP itself costs on this stack.
public final class HelloServer {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final String ANSWER = "{\"hello\":\"%s\"}".formatted("x".repeat(88));

    private HelloServer() {}

    /// @param arguments the port
    static void main(String[] arguments) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[0]));
        int eventLoops = 2 * Runtime.getRuntime().availableProcessors();
        Vertx.vertx()
                .deployVerticle(
                        () -> new Hello(options), new DeploymentOptions().setInstances(eventLoops))
                .onFailure(failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    private static final class Hello extends AbstractVerticle {
        private final HttpServerOptions options;

        Hello(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start() {
            Buffer answer = Buffer.buffer(ANSWER);
            vertx.createHttpServer(options)
                    .requestHandler(request ->
                            request.endHandler(_ ->
                                    request.response()
                                            .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                                            .end(answer)))
                    .listen();
        }
    }
}
