package dev.serval.platform.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Certificates that a TLS client accepts, and for how long.
class IssuerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aClientThatTrustsTheAuthorityReachesTheServerByItsName() throws Exception {
        KeyMaterial material =
                new Issuer(Clock.systemUTC(), new SecureRandom()).issue(List.of("localhost"));

        assertThat(answer(material, material.authority())).isEqualTo("here");
    }

    @Test
    void whoTrustsARenewedOneTrustsTheOneBeforeToo() throws Exception {
        Issuer issuer = new Issuer(Clock.systemUTC(), new SecureRandom());
        KeyMaterial before = issuer.issue(List.of("localhost"));
        KeyMaterial renewed = issuer.issue(List.of("localhost"));
        String trusted = TrustedAuthorities.of(renewed.authority(), before.authority());

        assertThat(answer(before, trusted)).isEqualTo("here");
        assertThat(answer(renewed, trusted)).isEqualTo("here");
    }

    /// What a server with that key answers to a client that trusts those authorities.
    private static String answer(KeyMaterial material, String authorities) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var server =
                    vertx.createHttpServer(
                                    new HttpServerOptions()
                                            .setSsl(true)
                                            .setKeyCertOptions(
                                                    new PemKeyCertOptions()
                                                            .addCertValue(
                                                                    Buffer.buffer(
                                                                            material.certificate()))
                                                            .addKeyValue(
                                                                    Buffer.buffer(material.key()))))
                            .requestHandler(request -> request.response().end("here"))
                            .listen(0, "localhost")
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS);
            var client =
                    vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setSsl(true)
                                    .setTrustOptions(
                                            new PemTrustOptions()
                                                    .addCertValue(Buffer.buffer(authorities))));
            return client.request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                    .compose(request -> request.send())
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS)
                    .toString();
        } finally {
            vertx.close();
        }
    }

    @Test
    void itIsValidForAYearAndForClocksThatLagAnHour() throws CertificateException {
        KeyMaterial material =
                new Issuer(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom())
                        .issue(List.of("serval-webhook.kserve.svc"));

        X509Certificate certificate = certificate(material.certificate());

        assertThat(material.ends()).isEqualTo(NOW.plus(Duration.ofDays(365)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(material.ends());
        assertThatCode(() ->
                        certificate.checkValidity(
                                java.util.Date.from(NOW.minus(Duration.ofMinutes(59)))))
                .doesNotThrowAnyException();
    }

    @Test
    void everyCallMakesAnotherKey() {
        Issuer issuer = new Issuer(Clock.systemUTC(), new SecureRandom());

        assertThat(issuer.issue(List.of("a")).key()).isNotEqualTo(issuer.issue(List.of("a")).key());
    }

    @Test
    void theKeyIsNotToldInLogs() {
        KeyMaterial material =
                new Issuer(Clock.systemUTC(), new SecureRandom()).issue(List.of("a"));

        assertThat(material.toString()).doesNotContain("PRIVATE KEY").contains("ends");
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }
}
