package dev.serval.platform.local.preparation;

import dev.serval.platform.local.command.ServalMain;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A platform and the verbs that its users type, in one process. Without a predictor's command in
/// the environment nothing is predicted.
public final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String SERVICE = "iris";

    private final Path file;
    private final String state;

    private Rehearsal(Path file, Path state) {
        this.file = file;
        this.state = "--state=" + state;
    }

    /// @param args a file with the service `iris`, and a folder for the state
    /// @throws IOException if a verb failed
    public static void main(String... args) throws IOException, InterruptedException {
        new Rehearsal(Path.of(args[0]), Path.of(args[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        require("plan", file.toString());
        int port = freePort();
        // A thread of its own: the common pool, where Java tells of ended processes, may have but
        // one.
        CompletableFuture<Integer> platform =
                CompletableFuture.supplyAsync(
                        () -> ServalMain.execute("run", "--port=" + port, state),
                        run -> Thread.ofPlatform().daemon().name("rehearsal").start(run));
        awaitStart(platform);
        try {
            useThePlatform();
        } finally {
            Quarkus.asyncExit(0);
        }
        if (platform.join() != 0) {
            throw new IOException("the platform ended with code " + platform.join());
        }
    }

    private void useThePlatform() throws IOException {
        require("apply", "-f", file.toString(), state);
        if (System.getenv("SERVAL_PREDICTOR_COMMAND") != null) {
            require("wait", SERVICE, "--timeout=120s", state);
            require("predict", SERVICE, "-f", file.resolveSibling("input.json").toString(), state);
            require("logs", SERVICE, state);
        }
        for (List<String> verb :
                List.of(
                        List.of("get"),
                        List.of("get", "isvc", "-o", "wide"),
                        List.of("get", SERVICE, "-o", "yaml"),
                        List.of("get", SERVICE, "-o", "json"),
                        List.of("describe", SERVICE),
                        List.of("delete", SERVICE))) {
            require(Stream.concat(verb.stream(), Stream.of(state)).toArray(String[]::new));
        }
    }

    private void awaitStart(CompletableFuture<Integer> platform)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ServalMain.execute("get", state) != 0) {
            if (platform.isDone() || System.nanoTime() > end) {
                throw new IOException("the platform does not start");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static void require(String... words) throws IOException {
        int code = ServalMain.execute(words);
        if (code != 0) {
            throw new IOException(
                    "'serval %s' ended with code %d, expected 0"
                            .formatted(String.join(" ", words), code));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
