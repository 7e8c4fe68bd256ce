package dev.serval.predictor.preparation;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A web server with the one file of a model, from which a predictor fetches it as it does on a
/// cluster.
final class SampleStore implements AutoCloseable {
    private final HttpServer server;
    private final String file;

    private SampleStore(HttpServer server, String file) {
        this.server = server;
        this.file = file;
    }

    /// @param folder the model's
    /// @throws IOException if it has not one file
    static SampleStore of(Path folder) throws IOException {
        Path model = onlyFile(folder.toAbsolutePath());
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SimpleFileServer.createFileHandler(model.getParent()));
        server.start();
        return new SampleStore(server, model.getFileName().toString());
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var models = files.filter(Files::isRegularFile).toList();
            if (models.size() != 1) {
                throw new IOException(
                        "%s has %d files, expected the one of a model"
                                .formatted(folder, models.size()));
            }
            return models.getFirst();
        }
    }

    String uri() {
        return "http://localhost:%d/%s".formatted(server.getAddress().getPort(), file);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
