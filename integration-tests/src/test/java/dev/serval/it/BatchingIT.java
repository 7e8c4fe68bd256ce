package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many clients over every wire at once, of models whose requests are merged: each gets its own
/// answer, and the statistics tell that runs were shared.
@Timeout(180)
class BatchingIT {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 25;

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        new ModelFolders(repository)
                .with("numbers/1", "identity_FP32")
                .with("text/1", "identity_BYTES")
                .with("loop/1", "loop")
                .with("forest/1", "iris_rf");
        for (String model : List.of("numbers", "text")) {
            Files.writeString(
                    repository.resolve(model).resolve("model.yaml"),
                    "batching: {mode: always, maxBatchSize: 8, maxLatency: 3}");
        }
        Files.writeString(
                repository.resolve("forest").resolve("model.yaml"), "batching: {mode: off}");
        predictor = Predictor.ofRepository(repository);
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @Test
    void requestsOfAllWiresAreMergedAndEachGetsItsOwnAnswer() throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        List<Wire> wires =
                Stream.generate(() -> Wire.all(predictor))
                        .flatMap(List::stream)
                        .limit(CLIENTS)
                        .toList();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            work.add(() -> {
                try (Wire wire = wires.get(number)) {
                    for (int i = 0; i < REQUESTS; i++) {
                        asksForItsOwn(wire, number * REQUESTS + i);
                    }
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        JsonNode numbers = stats("numbers");
        assertThat(numbers.get("inference_stats").get("success").get("count").asLong())
                .isEqualTo(CLIENTS * REQUESTS);
        assertThat(numbers.get("execution_count").asLong()).isLessThan(CLIENTS * REQUESTS);
        assertThat(numbers.get("batching").get("state").asText()).isEqualTo("on");
        assertThat(predictor.get("/metrics").body())
                .contains("serval_batch_size_count{model=\"numbers\",version=\"1\"}")
                .contains(
                        "serval_batching{model=\"numbers\",reason=\"configured\",state=\"on\","
                                + "version=\"1\"} 1");
        predictor.awaitIdle();
    }

    /// Rows of three widths, of which only equal ones can share a run; and strings beside them.
    private static void asksForItsOwn(Wire wire, int number) throws Exception {
        List<Long> shape = List.of(1L + number % 2, 1L + number % 3);
        Float[] values = new Float[(int) (shape.get(0) * shape.get(1))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (number * 10 + i);
        }
        WireTensor own = WireTensor.floats("x", shape, values);
        assertThat(wire.infer("numbers", "request-" + number, List.of(own)))
                .containsExactly(new WireTensor("y", "FP32", shape, own.values()));
        WireTensor words =
                WireTensor.strings("x", List.of(1L, 1L), ("word " + number).getBytes("UTF-8"));
        assertThat(wire.infer("text", "word-" + number, List.of(words)))
                .containsExactly(new WireTensor("y", "BYTES", List.of(1L, 1L), words.values()));
    }

    @Test
    void aModelWithoutABatchDimensionSaysWhyItIsNotMerged() throws Exception {
        JsonNode batching = stats("loop").get("batching");
        assertThat(batching.get("state").asText()).isEqualTo("off");
        assertThat(batching.get("reason").asText()).isEqualTo("no_batch_dimension");
        assertThat(batching.get("explanation").asText())
                .isEqualTo(
                        "input 'iterations' has shape [], expected its first dimension to be open"
                                + " (-1)");
    }

    @Test
    void aModelWhoseBatchingIsSwitchedOffSaysSo() throws Exception {
        assertThat(stats("forest").get("batching").get("reason").asText())
                .isEqualTo("switched_off");
        assertThat(predictor.get("/v2/models/forest/config").body())
                .contains("\"max_batch_size\":0");
    }

    private static JsonNode stats(String model) throws Exception {
        return new ObjectMapper()
                .readTree(predictor.get("/v2/models/" + model + "/stats").body())
                .get("model_stats")
                .get(0);
    }
}
