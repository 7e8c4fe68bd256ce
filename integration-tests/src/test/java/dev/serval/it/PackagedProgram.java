package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A program that the build has packaged, prepared for quick starts before a test first starts it,
/// as the launcher prepares it for users.
enum PackagedProgram {
    PREDICTOR("predictor-runtime", "examples/iris/model"),
    TRANSFORMER("transformer-runtime", "examples/transformer"),
    EXPLAINER("explainer-runtime", "examples/explain"),
    PLATFORM("platform-local", "examples/iris/iris.yaml");

    private final Path launch;

    PackagedProgram(String module, String example) {
        launch = Checkout.file(module + "/target/quarkus-app/launch");
        prepare(Checkout.file(example));
    }

    private void prepare(Path example) {
        Path prepare = launch.resolveSibling("prepare");
        ProcessBuilder builder =
                new ProcessBuilder(prepare.toString(), example.toString())
                        .redirectErrorStream(true);
        builder.environment().put("SERVAL_JDK", System.getProperty("java.home"));
        // As the launcher hands it to the platform.
        builder.environment()
                .put(
                        "SERVAL_PREDICTOR_COMMAND",
                        Checkout.file("predictor-runtime/target/quarkus-app/launch").toString());
        try {
            Process process = builder.start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", prepare, printed).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /// What becomes the program.
    Path launch() {
        return launch;
    }
}
