package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A predictor that is given a certificate in the way of `docs/operations/tls.md` speaks TLS on the
/// one port, over every protocol, and nothing else.
class TlsIT {
    private static final List<WireTensor> FLOWER =
            List.of(WireTensor.floats("input", List.of(1L, 4L), 5.1f, 3.5f, 1.4f, 0.2f));
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir static Path directory;

    private static TestCertificate certificate;
    private static Predictor predictor;
    private static int secondPort;

    @BeforeAll
    static void startWithACertificate() throws Exception {
        certificate = TestCertificate.in(directory);
        secondPort = Predictor.freePort();
        predictor =
                Predictor.start(
                        Predictor.freePort(),
                        Map.of(
                                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                                certificate.file().toString(),
                                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
                                certificate.keyFile().toString()),
                        "--model_dir=" + Checkout.irisDirectory(),
                        "--model_name=iris",
                        "--grpc_port=" + secondPort);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() ->
                        get(HttpClient.Version.HTTP_2, "/v2/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @ParameterizedTest
    @EnumSource
    void restIsAnsweredOverHttp1AndHttp2(HttpClient.Version version) throws Exception {
        HttpResponse<String> json =
                send(version, "/v2/models/iris/infer", JsonWire.body("one", FLOWER));
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.version()).isEqualTo(version);
        assertThat(json.body()).contains("\"id\":\"one\"", "\"data\":[0]");
        assertThat(
                        send(
                                        version,
                                        "/v1/models/iris:predict",
                                        "{\"instances\":[[5.1,3.5,1.4,0.2]]}")
                                .body())
                .startsWith("{\"predictions\":[{\"label\":0,");
        assertThat(get(version, "/metrics").body()).contains("serval_requests_total");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void grpcIsAnsweredOnBothPorts(boolean onePort) throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", onePort ? predictor.port() : secondPort)
                        .sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(certificate.file().toFile())
                                        .build())
                        .build();
        try (GrpcWire wire = GrpcWire.over(channel)) {
            assertThat(wire.infer("iris", "two", FLOWER))
                    .contains(WireTensor.integers("label", List.of(1L), 0L));
        }
    }

    @Test
    void whatIsNotEncryptedIsNotAnswered() {
        assertThatThrownBy(() -> predictor.get("/v2/health/live")).isInstanceOf(IOException.class);
    }

    private static HttpResponse<String> get(HttpClient.Version version, String path)
            throws Exception {
        return send(version, HttpRequest.newBuilder(uri(path)).build());
    }

    private static HttpResponse<String> send(HttpClient.Version version, String path, String body)
            throws Exception {
        return send(
                version,
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static HttpResponse<String> send(HttpClient.Version version, HttpRequest request)
            throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(version)
                        .sslContext(certificate.trusting())
                        .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(String path) {
        return URI.create("https://localhost:" + predictor.port() + path);
    }
}
