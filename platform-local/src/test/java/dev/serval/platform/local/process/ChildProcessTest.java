package dev.serval.platform.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Children that are small scripts.
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
    @TempDir Path folder;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private Path log;

    @BeforeEach
    void nameTheLog() {
        log = folder.resolve("logs/child.log");
    }

    @Test
    void whatAChildSaysIsKeptAndItsExitCodeTold() throws Exception {
        ChildProcess child = start("echo out; echo err >&2; printf unfinished; exit 7");

        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(child.lastLines()).containsExactly("out", "err", "unfinished");
        assertThat(log).hasContent("out\nerr\nunfinished");
    }

    @Test
    void aChildSeesItsOwnVariablesAndNotThoseThatAreWithheld() throws Exception {
        ChildCommand command =
                new ChildCommand(
                        List.of("/bin/sh", "-c", "echo $MINE-$PATH-"),
                        Map.of("MINE", "mine"),
                        "PATH"::equals);
        OutputLog output = OutputLog.open(log, 1000);
        ChildProcess.start("child", command, output, ended::complete);

        ended.get(30, TimeUnit.SECONDS);
        assertThat(output.lastLines().getFirst()).startsWith("mine-");
        assertThat(output.lastLines().getFirst()).isNotEqualTo("mine-" + System.getenv("PATH"));
    }

    @Test
    void aChildThatIsToldToEndMayFinish() throws Exception {
        ChildProcess child =
                start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await().until(() -> child.lastLines().contains("up"));

        child.stop(Duration.ofSeconds(30));

        assertThat(ended.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(child.lastLines()).endsWith("bye");
    }

    @Test
    void aChildThatDoesNotEndIsKilled() throws Exception {
        ChildProcess child = start("trap '' TERM; echo up; while :; do sleep 0.05; done");
        await().until(() -> child.lastLines().contains("up"));

        child.stop(Duration.ofMillis(200));

        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(137);
    }

    @Test
    void aProgramThatIsNotThereIsRefusedAndItsLogIsClosed() {
        ChildCommand command =
                new ChildCommand(List.of(folder.resolve("none").toString()), Map.of(), _ -> false);

        assertThatThrownBy(() ->
                        ChildProcess.start("child", command, OutputLog.open(log, 10), _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void aLogThatIsTooLongIsPutAside() throws IOException {
        try (OutputLog output = OutputLog.open(log, 10)) {
            append(output, "first...\n");
            append(output, "second..\n");
            append(output, "third...\n");
        }

        assertThat(log).hasContent("third...\n");
        assertThat(log.resolveSibling("child.log.1")).hasContent("second..\n");
    }

    @Test
    void aLogGoesOnWhereItEnded() throws IOException {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "before\n");
        try (OutputLog output = OutputLog.open(log, 1000)) {
            append(output, "after\n");
        }

        assertThat(log).hasContent("before\nafter\n");
    }

    @Test
    void ofManyLinesTheLastAreKeptAndOfALongOneTheBeginning() throws IOException {
        try (OutputLog output = OutputLog.open(log, 1 << 20)) {
            for (int i = 1; i <= 100; i++) {
                append(output, "line " + i + "\n");
            }
            append(output, "x".repeat(5000) + "\n");

            assertThat(output.lastLines()).hasSize(40);
            assertThat(output.lastLines().getFirst()).isEqualTo("line 62");
            assertThat(output.lastLines().getLast()).hasSize(1000);
        }
    }

    @Test
    void aStackTracePushesNothingOut() throws IOException {
        try (OutputLog output = OutputLog.open(log, 1 << 20)) {
            append(output, "no model is ready. It is not there\n");
            append(output, "java.util.concurrent.RejectedExecutionException: it has shut down\n");
            append(output, "\tat io.netty.util.concurrent.X.reject(X.java:1009)\n".repeat(100));
            append(output, "\t... 12 more\n");

            assertThat(output.lastLines())
                    .containsExactly(
                            "no model is ready. It is not there",
                            "java.util.concurrent.RejectedExecutionException: it has shut down");
        }
    }

    private ChildProcess start(String script) throws IOException {
        ChildCommand command =
                new ChildCommand(List.of("/bin/sh", "-c", script), Map.of(), _ -> false);
        return ChildProcess.start("child", command, OutputLog.open(log, 1000), ended::complete);
    }

    private static void append(OutputLog output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.append(bytes, bytes.length);
    }
}
