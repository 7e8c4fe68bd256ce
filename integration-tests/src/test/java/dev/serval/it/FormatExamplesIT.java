package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of formats whose engines are plugins print what their pages show, on the packaged
/// predictor and the engines' folders as the build made them.
class FormatExamplesIT {
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
            predictor.awaitIdle();
        }
    }

    private static Predictor start(String model) throws Exception {
        return Predictor.start(
                Predictor.freePort(),
                Map.of("SERVAL_ENGINES_DIR", Checkout.file("target/engines").toString()),
                "--model_dir=" + Checkout.file(model),
                "--model_name=iris");
    }
}
