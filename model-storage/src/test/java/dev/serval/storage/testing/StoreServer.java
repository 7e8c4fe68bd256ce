package dev.serval.storage.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A real server of a store, or an emulator of one, as a process of its own on a free port of
/// loopback. The programs lie in the folder that `SERVAL_STORE_SERVERS` names; a test of one that
/// is not there is skipped, which it says.
public final class StoreServer implements AutoCloseable {
    private static final String FOLDER = "SERVAL_STORE_SERVERS";

    private final Process process;
    private final Path log;
    private final int port;

    private StoreServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /// The program of that name, or a skipped test.
    public static Path program(String path) {
        String folder = System.getenv(FOLDER);
        assumeThat(folder).as("%s names the folder of the stores' servers", FOLDER).isNotNull();
        Path program = Path.of(folder, path);
        assumeThat(Files.exists(program)).as("%s is there", program).isTrue();
        return program;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Starts a server and waits until it accepts connections.
    public static StoreServer start(int port, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = Files.createTempFile("store-server", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(command))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        StoreServer server = new StoreServer(builder.start(), log, port);
        try {
            Awaitility.await(command.getFirst())
                    .atMost(180, TimeUnit.SECONDS)
                    .until(server::acceptsOrEnded);
            if (!server.process.isAlive()) {
                throw new AssertionError(command + " ended: " + Files.readString(log));
            }
            return server;
        } catch (RuntimeException | Error notThere) {
            server.close();
            throw notThere;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    private boolean acceptsOrEnded() {
        if (!process.isAlive()) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
