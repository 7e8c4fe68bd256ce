package dev.serval.transformer.startup;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A predictor over V1, of another make than Serval's: each row's scores are its two numbers and
/// their sum. It refuses rows that begin with 13, and goes away on rows that begin with 99.
public class SmallPredictor implements QuarkusTestResourceLifecycleManager {
    private @Nullable Vertx vertx;

    @Override
    public Map<String, String> start() {
        Vertx started = Vertx.vertx();
        vertx = started;
        HttpServer server =
                started.createHttpServer()
                        .requestHandler(SmallPredictor::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return Map.of(
                "serval.predictor.host",
                "127.0.0.1:" + server.actualPort(),
                "serval.predictor.health-check",
                "true");
    }

    private static void answer(HttpServerRequest request) {
        if ("/v1/models/sums".equals(request.path())) {
            request.response().end("{\"name\":\"sums\",\"ready\":\"True\"}");
            return;
        }
        request.body()
                .onSuccess(body -> {
                    JsonArray rows = body.toJsonObject().getJsonArray("instances");
                    JsonArray predictions = new JsonArray();
                    for (int i = 0; i < rows.size(); i++) {
                        double left = rows.getJsonArray(i).getDouble(0);
                        double right = rows.getJsonArray(i).getDouble(1);
                        if (left == 13) {
                            request.response().setStatusCode(422).end("{\"error\":\"no luck\"}");
                            return;
                        }
                        if (left == 99) {
                            request.connection().close();
                            return;
                        }
                        predictions.add(new JsonArray().add(left).add(right).add(left + right));
                    }
                    request.response()
                            .putHeader("content-type", "application/json; charset=utf-8")
                            .end(new JsonObject().put("predictions", predictions).encode());
                });
    }

    @Override
    public void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
