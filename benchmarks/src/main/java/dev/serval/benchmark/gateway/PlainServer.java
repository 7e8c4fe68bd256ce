package dev.serval.benchmark.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// A bare Vert.x server on one event loop that answers every call with what the iris model answers:
/// the least that an answer costs on this stack.
public final class PlainServer extends AbstractVerticle {
    private static final Buffer ANSWER =
            Buffer.buffer(
                    """
                    {"model_name":"iris","model_version":"1","outputs":[{"name":"label",\
                    "datatype":"INT64","shape":[1],"data":[0]}]}\
                    """);

    private final int port;

    private PlainServer(int port) {
        this.port = port;
    }

    /// @param arguments the port
    public static void main(String... arguments) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.deployVerticle(new PlainServer(Integer.parseInt(arguments[0])))
                .onFailure(_ -> System.exit(1));
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(PlainServer::answer)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private static void answer(HttpServerRequest request) {
        request.response().putHeader("content-type", "application/json").end(ANSWER, null);
    }
}
