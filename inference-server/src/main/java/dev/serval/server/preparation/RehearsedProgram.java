package dev.serval.server.preparation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running program that is rehearsed, and a client of it over HTTP/1.1. When it has ended Java
/// has written its cache.
public final class RehearsedProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SECONDS_TO_END = 300;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int OK = 200;

    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private RehearsedProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it on a free port, and waits until it is ready.
    ///
    /// @param log the file for what it prints
    /// @throws IOException if it ends, or is not ready in three minutes
    static RehearsedProgram start(List<String> command, Path log, List<String> arguments)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        words.add("--http_port=" + port);
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        RehearsedProgram program = new RehearsedProgram(process, port);
        try {
            program.awaitReady();
            return program;
        } catch (IOException | InterruptedException failure) {
            program.close();
            throw failure;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (status(request("/v2/health/ready").build()) == OK) {
                    return;
                }
            } catch (ConnectException notYet) {
                // Tried again below.
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("the program is not ready");
    }

    public int port() {
        return port;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE);
    }

    /// @throws IOException if it is not answered with success
    public void get(String path) throws IOException, InterruptedException {
        send(request(path).build());
    }

    /// Posts JSON.
    ///
    /// @throws IOException if it is not answered with success
    public void post(String path, String body) throws IOException, InterruptedException {
        send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /// @throws IOException if it is not answered with success
    public void send(HttpRequest request) throws IOException, InterruptedException {
        int status = status(request);
        if (status != OK) {
            throw new IOException(
                    "%s %s answered %d, expected %d"
                            .formatted(request.method(), request.uri(), status, OK));
        }
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /// Ends it as a platform does, and waits until it has ended.
    ///
    /// @throws IOException if it does not end, or not in order
    public void end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            throw new IOException("the program did not end in %d s".formatted(SECONDS_TO_END));
        }
        if (process.exitValue() != 0) {
            throw new IOException("the program ended with code " + process.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
