package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each test starts ONNX Runtime in a Java virtual machine of its own, with a home, a temporary
/// folder and programs of its own, and looks for traces. With telemetry on, 1.29 leaves a device id
/// and a database in the home and `mat-debug-<pid>.log` in the temporary folder.
final class TelemetryTest {
    @TempDir private Path directory;
    private Path home;
    private Path temporary;
    private Path programs;

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
        programs = Files.createDirectory(directory.resolve("bin"));
    }

    @Test
    void leavesNothingInTheHomeNorInTheTemporaryFolder() throws Exception {
        startOrt(List.of());
        assertThat(filesUnder(home)).isEmpty();
        assertThat(filesUnder(temporary)).isEmpty();
    }

    @Test
    void asksNoProgramForTheMachinesName() throws Exception {
        Path mark = directory.resolve("mark");
        for (String program : List.of("blkid", "hostname")) {
            Path script = programs.resolve(program);
            Files.writeString(script, "#!/bin/sh\necho $0 >> %s\n".formatted(mark));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        startOrt(List.of());
        assertThat(mark).doesNotExist();
    }

    @Test
    void startsNoProcess() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeThat(strace).as("strace, which sees processes start").isExecutable();
        Path trace = directory.resolve("trace");
        startOrt(
                List.of(
                        strace.toString(),
                        "-f",
                        "-qq",
                        "-e",
                        "trace=execve",
                        "-o",
                        trace.toString()));
        assertThat(Files.readAllLines(trace))
                .filteredOn(line -> line.contains("execve("))
                .hasSize(1);
    }

    private void startOrt(List<String> tracer) throws Exception {
        List<String> command = new ArrayList<>(tracer);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(OpensEnvironment.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        List.of(TelemetrySwitch.VARIABLE, "CI", "ORT_RUNNING_UNIT_TESTS")
                .forEach(environment::remove);
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("PATH", programs.toString());
        Process java = builder.start();
        String said = new String(java.getInputStream().readAllBytes());
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).isEqualTo("opened, then closed");
    }

    private static List<Path> filesUnder(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(entry -> !entry.equals(folder)).toList();
        }
    }

    /// The program that the tests run.
    static final class OpensEnvironment {
        private OpensEnvironment() {}

        public static void main(String[] arguments) {
            OrtEnvironment environment = OrtEnvironment.open();
            environment.close();
            environment.close();
            System.out.print("opened, then closed");
        }
    }
}
