package dev.serval.it;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.serval.storage.testing.OwnCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// A web server of one file, over TLS alone, for whose certificate nobody vouches but its own
/// bundle.
///
/// @param bundle the file of authorities
record SecureWeb(HttpsServer server, String path, Path bundle) implements AutoCloseable {
    /// @param folder a new one, for its key
    static SecureWeb start(Path folder, String path, byte[] content) throws Exception {
        Files.createDirectory(folder);
        OwnCertificate own = OwnCertificate.make(folder, "digitalSignature,keyCertSign");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(own.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        exchange.getResponseHeaders().add("ETag", "\"v1\"");
                        exchange.sendResponseHeaders(200, content.length);
                        exchange.getResponseBody().write(content);
                    }
                });
        server.start();
        return new SecureWeb(server, path, own.write(folder.resolve("ca.crt")));
    }

    String url() {
        return "https://localhost:%d%s".formatted(server.getAddress().getPort(), path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
