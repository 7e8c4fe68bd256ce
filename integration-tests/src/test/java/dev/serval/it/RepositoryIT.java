package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository of many models, as its users see it.
class RepositoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FLOWER =
            """
            {"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}\
            """;

    @TempDir Path repository;

    @Test
    void whatLoadsIsServedAndWhatDoesNotIsToldWithItsReason() throws Exception {
        new ModelFolders(repository)
                .with("linear/1", "iris_lr")
                .with("linear/2", "iris_lr")
                .with("forest/1", "iris_rf")
                .withBroken("broken/1");
        try (Predictor predictor = start()) {
            assertThat(status(predictor, "linear")).isEqualTo(200);
            assertThat(predictor.get("/v2/models/linear").body()).contains("\"versions\":[\"2\"]");
            assertThat(predictor.get("/v2/models/linear/versions/1/ready").statusCode())
                    .isNotEqualTo(200);
            assertThat(status(predictor, "forest")).isEqualTo(200);
            assertThat(predictor.post("/v2/repository/index", "").body())
                    .contains(
                            "{\"name\":\"broken\",\"version\":\"1\",\"state\":\"UNAVAILABLE\"",
                            "model.onnx",
                            "{\"name\":\"forest\",\"version\":\"1\",\"state\":\"READY\"",
                            "{\"name\":\"linear\",\"version\":\"2\",\"state\":\"READY\"");
            assertThat(predictor.post("/v2/repository/index", "{\"ready\":true}").body())
                    .doesNotContain("broken");
            assertThat(status(predictor, "broken")).isEqualTo(503);
            assertThat(predictor.post("/v2/repository/models/broken/load", "").body())
                    .contains("{\"error\":", "model.onnx");
        }
    }

    @Test
    void aModelThatIsUnloadedUnderLoadLosesNoCallAndHurtsNoOther() throws Exception {
        new ModelFolders(repository).with("linear/1", "iris_lr").with("forest/1", "iris_rf");
        try (Predictor predictor = start();
                ExecutorService clients = Executors.newFixedThreadPool(4)) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            List<Future<?>> loads = new ArrayList<>();
            for (int client = 0; client < 2; client++) {
                loads.add(clients.submit(() -> ask(predictor, "linear", done, refused)));
                loads.add(clients.submit(() -> ask(predictor, "forest", done, null)));
            }
            for (int round = 0; round < 5; round++) {
                int before = refused.get();
                control(predictor, "linear", "unload");
                Awaitility.await().atMost(PATIENCE).until(() -> refused.get() > before);
                control(predictor, "linear", "load");
                assertThat(status(predictor, "linear")).isEqualTo(200);
            }
            done.set(true);
            for (Future<?> load : loads) {
                load.get();
            }
            predictor.awaitIdle();
        }
    }

    /// Asks until it is done; only where refusals are counted a call may be refused, with 503.
    private static Void ask(
            Predictor predictor,
            String model,
            AtomicBoolean done,
            @org.jspecify.annotations.Nullable AtomicInteger refused)
            throws Exception {
        while (!done.get()) {
            int status = status(predictor, model);
            if (status == 503 && refused != null) {
                refused.incrementAndGet();
            } else {
                assertThat(status).as(model).isEqualTo(200);
            }
        }
        return null;
    }

    @Test
    void itIsNotReadyUntilItsModelIsLoaded() throws Exception {
        new ModelFolders(repository).with("linear/1", "iris_lr");
        Path file = repository.resolve("linear/1/model.onnx");
        // A file that still changes belongs to a copy that is not finished.
        touch(file);
        try (Predictor predictor =
                Predictor.start(Predictor.freePort(), Map.of(), "--repository=" + repository)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> {
                        touch(file);
                        return predictor.get("/v2/health/ready").body().equals("{\"ready\":false}");
                    });
            assertThat(predictor.get("/v2/health/ready").statusCode()).isEqualTo(503);
            assertThat(predictor.get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(predictor.get("/v2/health/live").statusCode()).isEqualTo(200);
            predictor.awaitReady();
            assertThat(status(predictor, "linear")).isEqualTo(200);
        }
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private Predictor start() throws Exception {
        Predictor predictor =
                Predictor.start(Predictor.freePort(), Map.of(), "--repository=" + repository);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        status(predictor, "linear") == 200 && status(predictor, "forest") == 200);
        return predictor;
    }

    private static int status(Predictor predictor, String model) throws Exception {
        return predictor.post("/v2/models/" + model + "/infer", FLOWER).statusCode();
    }

    private static void control(Predictor predictor, String model, String verb) throws Exception {
        var answer = predictor.post("/v2/repository/models/" + model + "/" + verb, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
