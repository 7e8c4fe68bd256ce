package dev.serval.storage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.serval.storage.testing.OwnCertificate;
import dev.serval.storage.testing.UnrulyServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyContextTest {
    @TempDir Path root;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void isNotSetUpForAServerWithoutTls() throws Exception {
        try (UnrulyServer server = new UnrulyServer().file("/a", "plain".getBytes());
                HttpClient client = client(SSLContext.getDefault())) {
            assertThat(get(client, server.url("/a"))).isEqualTo("plain");
            assertThat(made).hasValue(0);
        }
    }

    @Test
    void isSetUpOnceByTheFirstConnectionsWithTls() throws Exception {
        OwnCertificate own = OwnCertificate.make(root, "digitalSignature,keyCertSign");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own.context()));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes());
                    exchange.close();
                });
        server.start();
        String url = "https://localhost:%d/".formatted(server.getAddress().getPort());
        try (HttpClient one = client(trusting(own));
                HttpClient stranger = client(SSLContext.getDefault())) {
            assertThat(get(one, url)).isEqualTo("ok");
            assertThat(get(one, url)).isEqualTo("ok");
            assertThat(made).hasValue(1);
            assertThatThrownBy(() -> get(stranger, url)).hasMessageContaining("PKIX");
        } finally {
            server.stop(0);
        }
    }

    private HttpClient client(SSLContext context) {
        return HttpClient.newBuilder()
                .sslContext(
                        new LazyContext(() -> {
                            made.incrementAndGet();
                            return context;
                        }))
                .build();
    }

    private static SSLContext trusting(OwnCertificate own) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("own", own.certificate());
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String get(HttpClient client, String url) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
