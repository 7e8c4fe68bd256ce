package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The services of the examples of formats, all on one local platform, print what the pages show.
@Timeout(300)
class FormatServicesIT {
    private static final List<String> FORMATS =
            List.of("lightgbm", "pmml", "pytorch", "sklearn", "tensorflow", "xgboost");

    @Test
    void aServiceOfEachFormatAnswersAsItsPageShows() throws Exception {
        Map<String, String> engines =
                Map.of("SERVAL_ENGINES_DIR", Checkout.file("target/engines").toString());
        String[] files =
                FORMATS.stream()
                        .map(format -> "examples/" + format + "/service.yaml")
                        .toArray(String[]::new);
        try (LocalPlatform platform = LocalPlatform.run(engines, files)) {
            for (String format : FORMATS) {
                platform.awaitReady("iris-" + format);
                List<ConsoleCommand> commands =
                        MarkdownPage.read("examples/" + format + "/README.md").commands();
                assertThat(commands).hasSizeGreaterThan(2);
                for (ConsoleCommand command : commands.subList(1, commands.size())) {
                    toService(command, "iris-" + format).toPort(platform.port()).check();
                }
            }
            assertThat(platform.errors()).isEmpty();
        }
    }

    /// The command that asks a predictor of `iris`, sent to a service in its place.
    private static ConsoleCommand toService(ConsoleCommand command, String service) {
        return new ConsoleCommand(
                command.line()
                        .replaceFirst(
                                "localhost:8080/(v[12])/models/iris",
                                "localhost:8080/serving/default/%s/$1/models/%s"
                                        .formatted(service, service)),
                command.output().replace("\"iris\"", "\"%s\"".formatted(service)));
    }
}
