package dev.serval.engine.onnx.ort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Java virtual machine of its own in which [OpensEnvironment] runs, with a home, a temporary
/// folder and programs that nobody else uses.
final class ChildJava {
    private static final String OPENED = "opened, then closed";

    private final Path home;
    private final Path temporary;
    private final Path programs;
    private final List<String> options = new ArrayList<>();

    /// @param directory an empty one
    ChildJava(Path directory) throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
        programs = Files.createDirectory(directory.resolve("bin"));
    }

    /// Where the child finds programs, and nowhere else.
    Path programs() {
        return programs;
    }

    ChildJava with(String option) {
        options.add(option);
        return this;
    }

    /// Runs it, and fails unless ONNX Runtime was opened and closed.
    ///
    /// @param tracer a command that runs the rest of the command line
    void opens(String... tracer) throws IOException, InterruptedException {
        assertThat(run(tracer)).isEqualTo(OPENED);
    }

    /// Runs it, and returns what it printed.
    String run(String... tracer) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tracer));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(OpensEnvironment.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        isolate(builder.environment());
        Process java = builder.start();
        String printed = new String(java.getInputStream().readAllBytes(), UTF_8);
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }

    /// Without the variables that would keep the telemetry off by themselves.
    private void isolate(Map<String, String> environment) {
        List.of(TelemetrySwitch.VARIABLE, "CI", "ORT_RUNNING_UNIT_TESTS")
                .forEach(environment::remove);
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("PATH", programs.toString());
    }

    /// What the child left in its home and its temporary folder.
    List<Path> leftovers() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(home, temporary)) {
            try (Stream<Path> entries = Files.walk(folder)) {
                entries.filter(entry -> !entry.equals(folder)).forEach(found::add);
            }
        }
        return found;
    }

    /// The program.
    static final class OpensEnvironment {
        private OpensEnvironment() {}

        public static void main(String[] arguments) {
            try (OrtEnvironment environment = OrtEnvironment.open()) {
                environment.close();
                System.out.print(OPENED);
            } catch (OrtFailure failure) {
                System.out.print(failure.getMessage());
            }
        }
    }
}
