package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A local platform as a process of its own, `serval run FILE…`, on a free port and with a state
/// folder of its own, ended with all its children when it is closed.
final class LocalPlatform implements AutoCloseable {
    private static final String IGNORED_SIGNALS = "SigIgn:";
    private static final long SIGINT = 1 << 1;

    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String SCRIPT = "serval";

    private final Path folder;
    private final Process process;
    private final int port;

    private LocalPlatform(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /// Starts one with the files of the checkout.
    static LocalPlatform run(String... files) throws IOException {
        return run(Map.of(), files);
    }

    /// Starts one with other settings: `SERVAL_LOCAL_SCALING_TICK` and so on.
    static LocalPlatform run(Map<String, String> settings, String... files) throws IOException {
        return runIn(Files.createTempDirectory("serval-local"), settings, files);
    }

    /// Starts one on a folder that another has worked with.
    static LocalPlatform runIn(Path folder, Map<String, String> settings, String... files)
            throws IOException {
        int port = Predictor.freePort();
        List<String> command = new ArrayList<>();
        command.add(launcher(folder).toString());
        command.addAll(List.of("run", "--port=" + port));
        command.addAll(List.of(files));
        ProcessBuilder builder = processOf(command, folder);
        builder.environment().putAll(settings);
        Process process =
                builder.redirectOutput(folder.resolve("output").toFile())
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        return new LocalPlatform(folder, process, port);
    }

    /// A script that stands for `./serval`, and starts what this build has packaged.
    private static Path launcher(Path folder) throws IOException {
        Path script = folder.resolve(SCRIPT);
        Files.writeString(script, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(Checkout.platform()));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static ProcessBuilder processOf(List<String> command, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Checkout.file(".").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SERVAL_LOCAL_MODELS_DIR", folder.resolve("models").toString());
        environment.put("SERVAL_STATE", folder.resolve("state").toString());
        environment.put("SERVAL_JDK", System.getProperty("java.home"));
        environment.put("SERVAL_PREDICTOR_COMMAND", Checkout.predictor().toString());
        environment.put("SERVAL_TRANSFORMER_COMMAND", Checkout.transformer().toString());
        environment.put("SERVAL_EXPLAINER_COMMAND", Checkout.explainer().toString());
        return builder;
    }

    /// A verb that has run, and what came of it.
    record Ran(int exitCode, String output, String errors) {}

    /// Runs a verb against this platform.
    Ran serval(String... words) throws IOException, InterruptedException {
        return ran(folder, words);
    }

    /// Runs a verb that needs no platform.
    static Ran offline(String... words) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("serval-local");
        launcher(folder);
        return ran(folder, words);
    }

    private static Ran ran(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(SCRIPT).toString());
        command.addAll(List.of(words));
        Path output = Files.createTempFile(folder, "verb", ".out");
        Path errors = Files.createTempFile(folder, "verb", ".err");
        Process verb =
                processOf(command, folder)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        if (!verb.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            verb.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " does not end");
        }
        return new Ran(verb.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /// Starts a verb that goes on, its output into a file.
    Process start(Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(script().toString());
        command.addAll(List.of(words));
        return processOf(command, folder).redirectOutput(output.toFile()).start();
    }

    /// Runs a shell's line to its end.
    String shell(String line) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "shell", ".out");
        startShell(line, output).waitFor();
        return Files.readString(output).strip();
    }

    /// Starts a shell's line in the checkout's root, in which `./serval` is this platform's.
    Process startShell(String line, Path output) throws IOException {
        String own = line.replace("./serval ", script() + " ");
        return processOf(List.of("sh", "-c", own), folder)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    Path script() {
        return folder.resolve(SCRIPT);
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    /// The number of the platform's process.
    String pid() {
        return Long.toString(process.pid());
    }

    Process process() {
        return process;
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    /// Waits until the platform has printed something.
    void awaitOutput(String text) {
        Awaitility.await("'" + text + "' is printed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(
                        "the platform has ended",
                        () -> assertThat(process.isAlive()).as("%s%s", output(), errors()).isTrue())
                .until(() -> output().contains(text));
    }

    /// Waits until a service is ready.
    void awaitReady(String service) {
        awaitOutput("+ " + service);
    }

    /// The replicas as `serval describe` is told of them.
    JsonNode replicas(String service) throws IOException {
        return json("/api/v1/services/" + service + "/replicas");
    }

    /// A service with its status.
    JsonNode service(String name) throws IOException {
        return json("/api/v1/resources/isvc/" + name);
    }

    private JsonNode json(String path) throws IOException {
        var connection =
                (HttpURLConnection)
                        URI.create("http://localhost:" + port + path).toURL().openConnection();
        if (connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
            try (InputStream refusal = connection.getErrorStream()) {
                throw new IOException(
                        "%s: %d %s"
                                .formatted(
                                        path,
                                        connection.getResponseCode(),
                                        new String(
                                                refusal.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        try (InputStream answer = connection.getInputStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }

    /// The processes that the platform has started.
    List<ProcessHandle> children() {
        return process.toHandle().descendants().toList();
    }

    /// Ends it as Ctrl-C does. What was started in the background by a shell without job control is
    /// deaf to that, and so are those that it starts: they are ended as a machine's shutdown does.
    void interrupt() throws IOException, InterruptedException {
        signal(isDeafToInterrupts() ? "TERM" : "INT");
    }

    private boolean isDeafToInterrupts() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(IGNORED_SIGNALS))
                .map(line -> line.substring(IGNORED_SIGNALS.length()).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
    }

    /// Sends a signal.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// The exit code of a platform that ends by itself.
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the platform still runs");
        }
        return process.exitValue();
    }

    /// Ends the platform and leaves its folder, for another to go on with.
    void stop() throws IOException, InterruptedException {
        signal("TERM");
        awaitExit();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = children();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!Files.exists(folder)) {
            return; // another platform worked on it, and was closed before
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
