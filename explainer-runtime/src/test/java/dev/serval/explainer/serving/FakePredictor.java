package dev.serval.explainer.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serval.explainer.fake.TestTask;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A predictor that speaks V1 and nothing else, as KServe's servers of old: two probabilities by
/// three features, of which the third does not matter.
public final class FakePredictor implements QuarkusTestResourceLifecycleManager {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", FakePredictor::answer);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.start();
            server = started;
            return Map.of(
                    "serval.model.name", "credit",
                    "serval.predictor.host", "127.0.0.1:" + started.getAddress().getPort(),
                    "serval.predictor.protocol", "v1",
                    "serval.explainer.config", setup().toString(),
                    "serval.explainer.budget", "50000",
                    "quarkus.http.test-port", "0");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path setup() throws IOException {
        Path folder = Files.createTempDirectory("explainer");
        StringBuilder csv = new StringBuilder("income,debts,shoe size\n");
        RandomGenerator random = TestTask.random(5);
        for (int i = 0; i < 200; i++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%.3f,%.3f,%.3f%n",
                            random.nextGaussian(),
                            random.nextGaussian(),
                            random.nextGaussian()));
        }
        Files.writeString(folder.resolve("background.csv"), csv);
        Path file = folder.resolve("explainer.yaml");
        Files.writeString(
                file,
                """
                method: kernel_shap
                labels: [no, yes]
                background: background.csv
                """);
        return file;
    }

    static double yes(double income, double debts) {
        return 1 / (1 + Math.exp(-(2 * income - debts)));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/v1/models/credit:predict")) {
                send(exchange, 404, "{\"error\":\"Not Found\"}");
                return;
            }
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode predictions = answer.putArray("predictions");
            for (JsonNode row : JSON.readTree(exchange.getRequestBody()).path("instances")) {
                if (row.path(0).asDouble() > 1000) {
                    send(exchange, 400, "{\"error\":\"nobody earns that much\"}");
                    return;
                }
                double yes = yes(row.path(0).asDouble(), row.path(1).asDouble());
                predictions.addArray().add(1 - yes).add(yes);
            }
            send(exchange, 200, answer.toString());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server).stop(0);
    }
}
