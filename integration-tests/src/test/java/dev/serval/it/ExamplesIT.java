package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages of the examples and of the first steps show is what one sees, and what every
/// example would run can be planned.
class ExamplesIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples/iris/README.md",
                "examples/canary/README.md",
                "examples/scale-to-zero/README.md",
                "examples/digits-image/README.md",
                "examples/transformer/README.md",
                "examples/explain/README.md",
                "examples/explain-text/README.md",
                "examples/explain-credit/README.md",
                "examples/explain-digits/README.md",
                "docs/protocol/extension-explain.md",
                "docs/getting-started/laptop.md"
            })
    void whatAPageShowsIsWhatOneSees(String page) throws Exception {
        ConsoleSession.check(page);
    }

    static List<Path> services() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.file("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(ExamplesIT::holdsAService)
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsAService(Path file) {
        try {
            return Files.readString(file).contains("kind: InferenceService");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatAnExampleWouldRunIsPrinted(Path service) throws Exception {
        LocalPlatform.Ran ran = LocalPlatform.offline("plan", service.toString());

        assertThat(ran.errors()).isEmpty();
        assertThat(ran.output()).contains("program: PREDICTOR", "--storage_uri=file:///");
        assertThat(ran.exitCode()).isZero();
    }
}
