package dev.serval.storage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.OwnCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {
    @TempDir static Path folder;
    @TempDir Path root;

    private static HttpsServer server;
    private static Path bundle;

    @BeforeAll
    static void startServer() throws Exception {
        OwnCertificate own = OwnCertificate.make(folder, "digitalSignature,keyCertSign");
        bundle = own.write(Files.createDirectory(folder.resolve("bundle")).resolve("ca.crt"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(own.context()));
        server.createContext(
                "/iris.onnx",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, 4);
                        exchange.getResponseBody().write(new byte[] {'i', 'r', 'i', 's'});
                    }
                });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() {
        assertThatThrownBy(() -> pull(Map.of())).hasMessageContaining("certification path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"})
    void trustsTheAuthoritiesOfAFile(String variable) throws Exception {
        pull(Map.of(variable, bundle.toString()));
        assertThat(root.resolve("m/iris.onnx")).hasContent("iris");
    }

    @Test
    void trustsTheAuthoritiesOfAFolder() throws Exception {
        Files.writeString(bundle.resolveSibling("notes.txt"), "no certificate");
        pull(Map.of("CA_BUNDLE_VOLUME_MOUNT_POINT", folder.resolve("bundle").toString()));
        assertThat(root.resolve("m/iris.onnx")).hasContent("iris");
    }

    @Test
    void saysWhichBundleHoldsNoCertificate() throws Exception {
        Path empty = Files.createFile(root.resolve("empty.pem"));
        assertThatThrownBy(() -> context(empty))
                .hasMessage("CA bundle %s holds no certificate", empty);
        Path broken =
                Files.writeString(
                        root.resolve("broken.pem"),
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> context(broken))
                .hasMessageStartingWith("CA bundle %s cannot be read: ", broken);
    }

    private static void context(Path file) throws Exception {
        var unused = Authorities.context(new StoreAccess(Map.of("AWS_CA_BUNDLE", file.toString())));
    }

    private void pull(Map<String, String> environment) throws Exception {
        Fetching.pull(
                "https://localhost:%d/iris.onnx".formatted(server.getAddress().getPort()),
                root.resolve("m"),
                environment);
    }
}
