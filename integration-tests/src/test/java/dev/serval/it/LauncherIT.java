package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// `./serval predictor` as the README starts it, from the checkout that the build has just made the
/// program of.
class LauncherIT {
    @Test
    void startsTheProgramThatWasBuiltWithAnAotCacheOfItsOwn() throws Exception {
        assertThat(serval("build", "predictor")).isEmpty();
        ConsoleCommand documented =
                MarkdownPage.read("README.md").commands().stream()
                        .filter(command -> command.line().startsWith("./serval predictor "))
                        .findFirst()
                        .orElseThrow();
        try (Predictor predictor = Predictor.startedBy(List.of(documented.line().split(" ")))) {
            predictor.awaitReady();
            assertThat(
                            predictor
                                    .post(
                                            "/v1/models/iris:predict",
                                            "{\"instances\":[[5.1,3.5,1.4,0.2]]}")
                                    .body())
                    .startsWith("{\"predictions\":[{\"label\":0,");
            Path cache = Checkout.predictor().resolveSibling("prepared/app.aot");
            assertThat(memoryMapOf(predictor.process())).contains(cache.toString());
            assertThat(predictor.log()).contains("\"AOT cache: " + cache + "\"");

            predictor.process().destroy();
            assertThat(predictor.awaitExit()).isZero();
        }
    }

    @Test
    void helps() throws Exception {
        assertThat(serval("help")).startsWith("Usage: serval VERB");
    }

    private static String memoryMapOf(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
    }

    /// What the launcher prints; what it does goes to this test's own standard error.
    private static String serval(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(Checkout.file("serval").toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SERVAL_JAVA_HOME", System.getProperty("java.home"));
        Process launcher = builder.start();
        String printed =
                new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(launcher.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(launcher.exitValue()).isZero();
        return printed;
    }
}
