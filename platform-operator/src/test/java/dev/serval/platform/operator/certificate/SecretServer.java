package dev.serval.platform.operator.certificate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// As much of an API server as keeps one Secret: it refuses to create a second one, and to update
/// any but the version that it has.
final class SecretServer implements AutoCloseable {
    private static final int FOUND = 200;
    private static final int CREATED = 201;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;

    private final KubernetesSerialization json = new KubernetesSerialization();
    private final HttpServer server;
    private @Nullable Secret secret;
    private @Nullable Secret ahead;
    private int version;
    private int writes;

    SecretServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:%d".formatted(server.getAddress().getPort());
    }

    /// How many writes were taken.
    synchronized int writes() {
        return writes;
    }

    synchronized void keep(Secret other) {
        version++;
        other.getMetadata().setResourceVersion(Integer.toString(version));
        secret = other;
    }

    /// Keeps another Secret once the next write comes, as if somebody had been quicker.
    synchronized void keepBeforeNextWrite(Secret other) {
        ahead = other;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            reply(exchange, secret == null ? MISSING : FOUND);
            return;
        }
        Secret quicker = ahead;
        if (quicker != null) {
            ahead = null;
            keep(quicker);
        }
        Secret written = json.unmarshal(body, Secret.class);
        boolean isNew = exchange.getRequestMethod().equals("POST");
        Secret before = secret;
        boolean isTaken =
                isNew
                        ? before == null
                        : before != null
                                && before.getMetadata()
                                        .getResourceVersion()
                                        .equals(written.getMetadata().getResourceVersion());
        if (!isTaken) {
            reply(exchange, CONFLICT);
            return;
        }
        Map<String, String> data = new HashMap<>();
        written.getStringData().forEach((key, value) -> data.put(key, encoded(value)));
        written.setData(data);
        written.setStringData(null);
        writes++;
        keep(written);
        reply(exchange, isNew ? CREATED : FOUND);
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void reply(HttpExchange exchange, int code) throws IOException {
        String text =
                code < MISSING
                        ? json.asJson(secret)
                        : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d}"
                                .formatted(code);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
