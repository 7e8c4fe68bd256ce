package dev.serval.server.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessAgeTest {
    private static final String FIELDS_4_TO_21 = "1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0";

    @TempDir Path proc;

    @BeforeEach
    void beUpForSeconds() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("uptime"), "100.25 180.00\n");
    }

    @Test
    void isTheTimeSinceTheKernelStartedTheProcess() throws Exception {
        stat("7 (java) S " + FIELDS_4_TO_21 + " 9950 0 0\n");
        assertThat(ProcessAge.of(proc)).contains(Duration.ofMillis(750));
    }

    @Test
    void takesAProgramsNameForNoField() throws Exception {
        stat("7 (a ) b) S " + FIELDS_4_TO_21 + " 10000 0 0\n");
        assertThat(ProcessAge.of(proc)).contains(Duration.ofMillis(250));
    }

    @Test
    void isNeverNegative() throws Exception {
        stat("7 (java) S " + FIELDS_4_TO_21 + " 10100 0 0\n");
        assertThat(ProcessAge.of(proc)).contains(Duration.ZERO);
    }

    @Test
    void isUnknownWhereTheSystemTellsNothing() throws Exception {
        assertThat(ProcessAge.of(proc)).isEmpty();
        stat("7 (java) S 1\n");
        assertThat(ProcessAge.of(proc)).isEmpty();
    }

    private void stat(String line) throws IOException {
        Files.writeString(proc.resolve("self/stat"), line);
    }
}
