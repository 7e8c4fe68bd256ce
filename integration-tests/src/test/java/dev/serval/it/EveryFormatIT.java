package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every model format in one process: each is warmed up, and the requests of many clients for it
/// are merged, over every wire, each of whom gets what it gets alone.
@Timeout(180)
class EveryFormatIT {
    private static final int ROUNDS = 3;
    private static final List<List<Float>> FLOWERS =
            List.of(
                    List.of(5.1f, 3.5f, 1.4f, 0.2f),
                    List.of(5.9f, 2.8f, 4.3f, 1.3f),
                    List.of(6.7f, 3.0f, 5.2f, 2.3f));

    /// The order of summation depends on how many rows are computed.
    private static final Comparator<Float> NEAR =
            (one, other) -> Math.abs(one - other) < 1e-5f ? 0 : Float.compare(one, other);

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        for (String format : formats()) {
            Path model = repository.resolve(format);
            copy(source(format), model.resolve("1"));
            Path settings = model.resolve("1/model.yaml");
            String own = Files.exists(settings) ? Files.readString(settings) : "";
            Files.deleteIfExists(settings);
            Files.writeString(
                    model.resolve("model.yaml"),
                    own + "\nbatching: {mode: always, maxBatchSize: 6, maxLatency: 20}\n");
        }
        predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of("SERVAL_ENGINES_DIR", Checkout.file("target/engines").toString()),
                        "--repository=" + repository);
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    static List<String> formats() {
        return List.of("lightgbm", "onnx", "pmml", "pytorch", "sklearn", "tensorflow", "xgboost");
    }

    private static Path source(String format) {
        return switch (format) {
            case "onnx" -> Checkout.file("examples/iris/model");
            case "tensorflow" -> Checkout.file("examples/tensorflow/model/1");
            default -> Checkout.file("examples/" + format + "/model");
        };
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Path copy = target.resolve(source.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void requestsAreMergedAndEachIsAnsweredAsAlone(String format) throws Exception {
        List<List<WireTensor>> flowers = new ArrayList<>();
        for (List<Float> flower : FLOWERS) {
            flowers.add(DeclaredInputs.of(predictor, format, flower));
        }
        List<Wire> wires = new ArrayList<>(Wire.all(predictor));
        wires.addAll(Wire.all(predictor));
        List<List<WireTensor>> alone = new ArrayList<>();
        for (List<WireTensor> flower : flowers) {
            alone.add(wires.getFirst().infer(format, "alone", flower));
        }
        JsonNode before = stats(format);
        List<Callable<Void>> clients = new ArrayList<>();
        for (Wire wire : wires) {
            clients.add(() -> {
                for (int i = 0; i < ROUNDS * FLOWERS.size(); i++) {
                    int flower = (i + wires.indexOf(wire)) % FLOWERS.size();
                    assertThat(wire.infer(format, "flower " + i, flowers.get(flower)))
                            .as("%s over %s", format, wire)
                            .usingRecursiveComparison()
                            .withComparatorForType(NEAR, Float.class)
                            .isEqualTo(alone.get(flower));
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
        }
        wires.forEach(Wire::close);
        JsonNode after = stats(format);
        assertThat(after.get("batching").get("state").asText()).isEqualTo("on");
        long requests = (long) ROUNDS * FLOWERS.size() * clients.size();
        assertThat(count(after) - count(before)).isLessThan(requests);
        assertThat(predictor.log()).doesNotContain("model '" + format + "' was not warmed up");
        predictor.awaitIdle();
    }

    private static long count(JsonNode stats) {
        return stats.get("execution_count").asLong();
    }

    private static JsonNode stats(String model) throws Exception {
        return new ObjectMapper()
                .readTree(predictor.get("/v2/models/" + model + "/stats").body())
                .get("model_stats")
                .get(0);
    }
}
