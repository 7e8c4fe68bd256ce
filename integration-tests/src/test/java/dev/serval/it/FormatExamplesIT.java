package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of formats whose engines are plugins print what their pages show, on the packaged
/// predictor and the engines' folders as the build made them; and each of them is asked in every
/// way.
class FormatExamplesIT {
    private static final List<Float> FLOWER = List.of(5.1f, 3.5f, 1.4f, 0.2f);

    @ParameterizedTest
    @ValueSource(strings = {"lightgbm", "pmml", "pytorch", "sklearn", "tensorflow", "xgboost"})
    void whatTheExamplePrintsIsWhatOneSees(String format) throws Exception {
        String example = "examples/" + format;
        List<ConsoleCommand> commands = MarkdownPage.read(example + "/README.md").commands();
        assertThat(commands).hasSizeGreaterThan(2);
        assertThat(commands.getFirst().line())
                .isEqualTo(
                        "./serval predictor --model_dir %s/model --model_name iris"
                                .formatted(example));
        try (Predictor predictor = start(example + "/model")) {
            predictor.awaitReady();
            for (ConsoleCommand command : commands.subList(1, commands.size())) {
                command.toPort(predictor.port()).check();
            }
            everyWireAnswersAlike(predictor);
            anotherWidthIsRefused(predictor);
            assertThat(predictor.get("/metrics").body())
                    .containsPattern("serval_model_bytes\\{[^}]*model=\"iris\"[^}]*} [1-9]");
            predictor.awaitIdle();
        }
    }

    private static void everyWireAnswersAlike(Predictor predictor) throws Exception {
        List<WireTensor> flower = DeclaredInputs.of(predictor, "iris", FLOWER);
        try (Wire json = new JsonWire(predictor);
                Wire binary = new BinaryWire(predictor);
                Wire raw = GrpcWire.raw(predictor);
                Wire typed = GrpcWire.typed(predictor)) {
            List<WireTensor> expected = json.infer("iris", "1", flower);
            assertThat(expected).isNotEmpty();
            for (Wire wire : List.of(binary, raw, typed)) {
                assertThat(wire.infer("iris", "1", flower))
                        .as("%s", wire)
                        .usingRecursiveComparison()
                        .isEqualTo(expected);
            }
        }
    }

    /// As many columns as the model has and one more, or a column's rows in two dimensions.
    private static void anotherWidthIsRefused(Predictor predictor) throws Exception {
        List<WireTensor> wide =
                DeclaredInputs.of(
                        predictor,
                        "iris",
                        Stream.concat(FLOWER.stream(), FLOWER.stream()).toList());
        var answer = predictor.post("/v2/models/iris/infer", JsonWire.body("1", wide));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("{\"error\":", "expected");
    }

    private static Predictor start(String model) throws Exception {
        return Predictor.start(
                Predictor.freePort(),
                Map.of("SERVAL_ENGINES_DIR", Checkout.file("target/engines").toString()),
                "--model_dir=" + Checkout.file(model),
                "--model_name=iris");
    }
}
