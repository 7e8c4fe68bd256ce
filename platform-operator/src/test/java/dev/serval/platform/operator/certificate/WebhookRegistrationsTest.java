package dev.serval.platform.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationListBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the API server is told of the webhooks' authority, by one that keeps one webhook and counts
/// the writes of it.
class WebhookRegistrationsTest {
    private final KubernetesSerialization json = new KubernetesSerialization();
    private HttpServer server;
    private KubernetesClient client;
    private WebhookRegistrations registrations;
    private ValidatingWebhookConfiguration kept;
    private int conflicts;
    private int writes;

    @BeforeEach
    void start() throws IOException {
        kept =
                new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName("inferenceservice.serving.kserve.io")
                        .endMetadata()
                        .addNewWebhook()
                        .withNewClientConfig()
                        .endClientConfig()
                        .endWebhook()
                        .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withMasterUrl(
                                                "http://localhost:%d"
                                                        .formatted(server.getAddress().getPort()))
                                        .withRequestRetryBackoffLimit(0)
                                        .build())
                        .withHttpClientFactory(new VertxHttpClientFactory())
                        .build();
        registrations = new WebhookRegistrations(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void theAuthorityBeforeIsTrustedStillWhoeverMadeTheNewOne() {
        KeyMaterial before = issued();
        KeyMaterial now = issued();
        registrations.tell(before);
        assertThat(told()).isEqualTo(before.authority());
        registrations.tell(now);
        assertThat(told()).isEqualTo(now.authority() + before.authority());
    }

    @Test
    void whatIsKnownIsNotWrittenAgain() {
        KeyMaterial now = issued();
        registrations.tell(issued());
        registrations.tell(now);
        registrations.tell(now);
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void whoComesSecondTriesAgain() {
        conflicts = 1;
        KeyMaterial now = issued();
        registrations.tell(now);
        assertThat(told()).isEqualTo(now.authority());
    }

    private static KeyMaterial issued() {
        return new Issuer(Clock.systemUTC(), new SecureRandom()).issue(List.of("localhost"));
    }

    private synchronized String told() {
        return new String(
                Base64.getDecoder()
                        .decode(kept.getWebhooks().getFirst().getClientConfig().getCaBundle()),
                StandardCharsets.UTF_8);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            boolean isOfItsKind = exchange.getRequestURI().getPath().contains("/validating");
            reply(
                    exchange,
                    200,
                    json.asJson(
                            new ValidatingWebhookConfigurationListBuilder()
                                    .withItems(isOfItsKind ? List.of(kept) : List.of())
                                    .build()));
        } else if (conflicts > 0) {
            conflicts--;
            reply(exchange, 409, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": 409}");
        } else {
            writes++;
            kept = json.unmarshal(body, ValidatingWebhookConfiguration.class);
            reply(exchange, 200, body);
        }
    }

    private static void reply(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
