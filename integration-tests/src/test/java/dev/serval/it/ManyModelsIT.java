package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More models than the memory budget has room for. `-Dserval.it.models=10000` makes it the whole
/// number that one process is to hold.
@Timeout(600)
class ManyModelsIT {
    private static final int MODELS = Integer.getInteger("serval.it.models", 120);
    private static final int FIT = 40;
    private static final long BYTES_EACH = (128 << 10) + 2 * 356;
    private static final String ROW = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";
    private static final String COLD = "not in memory, its next request loads it";

    @TempDir static Path repository;

    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        ModelFolders folders = new ModelFolders(repository);
        for (int i = 0; i < MODELS; i++) {
            folders.with("m%05d/1".formatted(i), "iris_lr");
        }
        folders.withBroken("broken/1");
        predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(
                                "SERVAL_MODELS_MEMORY_BUDGET",
                                Long.toString(FIT * BYTES_EACH + BYTES_EACH / 2)),
                        "--repository=" + repository);
        predictor.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @Test
    void everyModelIsListedReadyAndAnswersThoughFewAreInMemory() throws Exception {
        assertThat(inMemory()).hasSizeLessThanOrEqualTo(FIT);
        for (int i = 0; i < MODELS; i += Math.max(1, MODELS / 500)) {
            predict("m%05d".formatted(i));
        }
        assertThat(inMemory()).hasSizeLessThanOrEqualTo(FIT);
        assertThat(predictor.gauge("serval_models_paged_in_total")).isPositive();
        assertThat(predictor.gauge("serval_models_paged_out_total")).isPositive();
        assertThat(predictor.get("/v2/models/%s/ready".formatted(cold())).statusCode())
                .isEqualTo(200);
        assertThat(predictor.get("/v2/models/%s".formatted(cold())).body())
                .contains("\"shape\":[-1,4]");
    }

    @Test
    void aBurstOnAModelThatIsNotInMemoryIsAnsweredByLoadingItOnce() throws Exception {
        String cold = cold();
        double before = predictor.gauge("serval_models_paged_in_total");
        List<Callable<Void>> burst = Collections.nCopies(24, () -> predict(cold));
        try (ExecutorService threads = Executors.newFixedThreadPool(burst.size())) {
            for (Future<Void> each : threads.invokeAll(burst)) {
                each.get();
            }
        }
        assertThat(predictor.gauge("serval_models_paged_in_total")).isEqualTo(before + 1);
        assertThat(inMemory()).contains(cold);
    }

    @Test
    void theFirstAnswerOfAModelThatIsNotInMemoryComesSoon() throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String cold = cold();
            long began = System.nanoTime();
            predict(cold);
            nanos.add(System.nanoTime() - began);
        }
        Collections.sort(nanos);
        System.getLogger("many-models")
                .log(
                        System.Logger.Level.INFO,
                        "first answer of a paged-out model: median {0} ms, worst {1} ms",
                        nanos.get(15) / 1e6,
                        nanos.getLast() / 1e6);
        assertThat(Duration.ofNanos(nanos.get(15))).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aModelThatTurnsOutBrokenHurtsNoOther() throws Exception {
        assertThat(predictor.post("/v1/models/broken:predict", ROW).statusCode()).isEqualTo(503);
        assertThat(predictor.get("/v2/models/broken/ready").statusCode()).isEqualTo(503);
        predict("m00000");
    }

    private static Void predict(String model) throws Exception {
        var answer = predictor.post("/v1/models/" + model + ":predict", ROW);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"label\":0");
        return null;
    }

    private static String cold() throws Exception {
        return index(COLD).iterator().next();
    }

    private static Set<String> inMemory() throws Exception {
        return index("");
    }

    /// The names of those models that are READY for that reason.
    private static Set<String> index(String reason) throws Exception {
        JsonNode index =
                new ObjectMapper().readTree(predictor.post("/v2/repository/index", "").body());
        Set<String> names = new HashSet<>();
        for (JsonNode entry : index) {
            if (entry.get("state").asText().equals("READY")
                    && entry.get("reason").asText().equals(reason)) {
                names.add(entry.get("name").asText());
            }
        }
        return names;
    }
}
