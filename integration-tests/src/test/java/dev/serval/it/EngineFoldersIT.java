package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that is copied beside the packaged program is all that adds an engine, and all that is
/// to be taken away to be without it.
class EngineFoldersIT {
    private static final String FLOWER = "{\"instances\": [[5.1, 3.5, 1.4, 0.2]]}";

    @TempDir Path root;

    @Test
    void anEngineIsAFolderBesideTheProgram() throws Exception {
        Path program = copyOfTheProgram();
        Path engines = program.resolve("engines");
        Path broken = Files.createDirectories(engines.resolve("broken"));
        Files.writeString(broken.resolve("engine.jar"), "this is no jar");
        copy(Checkout.file("target/engines/sklearn"), engines.resolve("sklearn"));
        Path models = models();

        try (Predictor predictor = start(program, models)) {
            assertThat(answer(predictor, "flowers")).contains("setosa");
            assertThat(answer(predictor, "iris")).contains("\"label\":0");
            assertThat(predictor.log())
                    .contains("engines: onnx, sklearn")
                    .contains("the engine in folder 'broken' cannot be used: ");
        }

        remove(engines.resolve("sklearn"));
        try (Predictor predictor = start(program, models)) {
            assertThat(answer(predictor, "iris")).contains("\"label\":0");
            assertThat(predictor.post("/v1/models/flowers:predict", FLOWER).statusCode())
                    .isEqualTo(503);
            assertThat(predictor.post("/v2/repository/index", "{}").body())
                    .contains(
                            "holds model.joblib (scikit-learn, whose engine 'sklearn' is not"
                                    + " there), expected ",
                            "(onnx); another format is added by its engine's folder in " + engines,
                            "the engine in folder 'broken' cannot be used: ");
        }
    }

    /// What was prepared for the program where it lies is of no use elsewhere.
    private Path copyOfTheProgram() throws IOException {
        Path program = Checkout.file("predictor-runtime/target/quarkus-app");
        Path target = root.resolve("program");
        copy(program, target);
        remove(target.resolve("prepared"));
        return target;
    }

    private Path models() throws IOException {
        Path models = root.resolve("models");
        copy(Checkout.file("examples/iris/model"), models.resolve("iris/1"));
        copy(Checkout.file("examples/sklearn/model"), models.resolve("flowers/1"));
        return models;
    }

    private static Predictor start(Path program, Path models) throws IOException {
        Predictor predictor =
                Predictor.startedBy(
                        List.of(program.resolve("launch").toString(), "--repository=" + models));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() ->
                        predictor.post("/v1/models/iris:predict", FLOWER).statusCode() == 200
                                && !predictor
                                        .post("/v2/repository/index", "{}")
                                        .body()
                                        .contains("LOADING"));
        return predictor;
    }

    private static String answer(Predictor predictor, String model) throws Exception {
        var answer = predictor.post("/v1/models/" + model + ":predict", FLOWER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Files.copy(
                        path,
                        target.resolve(source.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
