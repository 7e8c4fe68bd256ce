package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// `quarkus:dev` in a copy of the checkout: a source that is saved shows at the next call. It
/// starts Maven twice, which takes some two minutes, and so is made by `.ci/run` only.
@Timeout(900)
@EnabledIfEnvironmentVariable(
        named = "SERVAL_DEV_MODE",
        matches = "1",
        disabledReason = "dev mode is tried where SERVAL_DEV_MODE=1, as by .ci/run")
class DevModeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(7);

    @TempDir static Path copy;

    /// One text in another's place.
    private record Edit(Path source, String text, String replacement) {
        void save() throws IOException {
            String content = Files.readString(source);
            assertThat(content).contains(text);
            Files.writeString(source, content.replace(text, replacement));
        }
    }

    @BeforeAll
    static void copyTheCheckout() throws IOException {
        new CheckoutCopy(Checkout.file("."), copy).make();
    }

    @Test
    void aModelOfAUsersOwnIsReloaded() throws Exception {
        int port = Predictor.freePort();
        Path source =
                copy.resolve(
                        "examples/custom-model/src/main/java/org/example/sentiment/SentimentModel.java");
        Callable<String> call =
                () ->
                        answer(
                                HttpRequest.newBuilder(uri(port, "/v1/models/sentiment:predict"))
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"instances\":[\"good\"]}")));
        isReloaded(
                "examples/custom-model",
                port,
                List.of(),
                call,
                new Edit(source, "\"good\", 1f", "\"good\", 7f"));
    }

    @Test
    void thePredictorIsReloaded() throws Exception {
        int port = Predictor.freePort();
        Path source =
                copy.resolve(
                        "predictor-runtime/src/main/java/dev/serval/predictor/events/EventRoute.java");
        Callable<String> call = () -> answer(HttpRequest.newBuilder(uri(port, "/")));
        isReloaded(
                "predictor-runtime",
                port,
                List.of(
                        "-Dquarkus.args=--model_dir="
                                + Checkout.irisDirectory()
                                + " --model_name=iris"),
                call,
                new Edit(source, "alive", "alive and reloaded"));
    }

    /// Saves the edit while dev mode runs, and waits until the answer differs.
    private static void isReloaded(
            String module, int port, List<String> options, Callable<String> call, Edit edit)
            throws Exception {
        Path log = Files.createTempFile("dev-mode", ".log");
        Process maven = devMode(module, port, options, log);
        try {
            String before = await(call, answer -> !answer.isEmpty(), log);
            edit.save();
            String after = await(call, answer -> !answer.isEmpty() && !answer.equals(before), log);
            assertThat(after).doesNotContain("error");
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
            maven.waitFor(1, TimeUnit.MINUTES);
            Files.deleteIfExists(log);
        }
    }

    private static Process devMode(String module, int port, List<String> options, Path log)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                copy.resolve("mvnw").toString(),
                                "-B",
                                "-pl",
                                module,
                                "-am",
                                "compile",
                                "quarkus:dev",
                                "-Dmaven.compiler.useIncrementalCompilation=false",
                                "-Dspotless.check.skip=true",
                                "-Ddebug=false",
                                "-Dquarkus.console.enabled=false",
                                "-Dquarkus.analytics.disabled=true",
                                "-Dquarkus.http.host=localhost",
                                "-Dquarkus.http.port=" + port));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String await(Callable<String> call, Predicate<String> wanted, Path log)
            throws IOException {
        try {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(call, wanted::test);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("dev mode's log:\n" + Files.readString(log), late);
        }
    }

    /// The body; empty for any status but 200.
    private static String answer(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            request.version(HttpClient.Version.HTTP_1_1).build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
