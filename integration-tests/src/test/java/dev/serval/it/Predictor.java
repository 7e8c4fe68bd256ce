package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A predictor as a process of its own, on a free port, ended when it is closed.
final class Predictor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private Predictor(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /// Starts one that serves iris, and waits until it does.
    static Predictor ofIris() throws IOException {
        Predictor predictor =
                start(
                        freePort(),
                        Map.of(),
                        "--model_dir",
                        Checkout.irisDirectory().toString(),
                        "--model_name",
                        "iris");
        predictor.awaitReady();
        return predictor;
    }

    /// Starts one that serves a repository, and waits until all of it that can load answers.
    static Predictor ofRepository(Path repository) throws IOException {
        Predictor predictor = start(freePort(), Map.of(), "--repository=" + repository);
        predictor.awaitReady();
        return predictor;
    }

    /// Starts one by a command of its own in the checkout's root, on a free port.
    static Predictor startedBy(List<String> command) throws IOException {
        return startedBy(command, Map.of());
    }

    static Predictor startedBy(List<String> command, Map<String, String> environment)
            throws IOException {
        return start(freePort(), environment, command);
    }

    static Predictor start(int port, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Checkout.predictor().toString());
        command.addAll(List.of(arguments));
        return start(port, environment, command);
    }

    private static Predictor start(int port, Map<String, String> environment, List<String> program)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        if (!environment.containsKey("PORT")) {
            command.add("--http_port=" + port);
        }
        Path log = Files.createTempFile("predictor", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(Checkout.file(".").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("SERVAL_JDK", System.getProperty("java.home"));
        builder.environment().put("SERVAL_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Predictor(builder.start(), log, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    Process process() {
        return process;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> get("/v2/health/ready").statusCode() == 200);
    }

    /// The exit code of a process that ends by itself.
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the predictor still runs");
        }
        return process.exitValue();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// A channel to the one port, which its user shuts down.
    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    /// The value of a gauge without labels.
    double gauge(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    /// How many calls are computed or wait for it.
    int callsInside() throws IOException, InterruptedException {
        return (int) (gauge("serval_running_requests") + gauge("serval_pending_requests"));
    }

    /// Waits until no call holds off-heap memory, a thread or a place in the queue.
    void awaitIdle() {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(gauge("serval_tensor_bytes")).isZero();
                    assertThat(gauge("serval_running_requests")).isZero();
                    assertThat(gauge("serval_pending_requests")).isZero();
                });
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
