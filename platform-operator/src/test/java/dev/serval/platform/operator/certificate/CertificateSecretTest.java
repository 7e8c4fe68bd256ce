package dev.serval.platform.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.operator.settings.OperatorConfig;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who writes the webhooks' certificate, and when.
class CertificateSecretTest {
    private static final Map<String, String> OF_CERT_MANAGER =
            Map.of("cert-manager.io/certificate-name", "serval-webhook");

    private SecretServer server;
    private KubernetesClient client;
    private CertificateSecret secret;

    @BeforeEach
    void start() throws IOException {
        server = new SecretServer();
        client =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withMasterUrl(server.url())
                                        .withRequestRetryBackoffLimit(0)
                                        .build())
                        .withHttpClientFactory(new VertxHttpClientFactory())
                        .build();
        OperatorConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(OperatorConfig.class)
                        .build()
                        .getConfigMapping(OperatorConfig.class);
        secret = new CertificateSecret(client, config);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void oneIsMadeWhereThereIsNoneAndKept() {
        KeyMaterial made = secret.current();
        assertThat(made.ends()).isAfter(Instant.now().plus(Duration.ofDays(90)));
        assertThat(secret.current()).isEqualTo(made);
        assertThat(server.writes()).isOne();
    }

    @Test
    void oneThatEndsSoonIsRenewed() {
        KeyMaterial old = endingSoon();
        server.keep(secretWith(old, Map.of()));
        KeyMaterial renewed = secret.current();
        assertThat(renewed.ends()).isAfter(old.ends());
        assertThat(secret.current()).isEqualTo(renewed);
        assertThat(server.writes()).isOne();
    }

    @Test
    void whoComesSecondTakesWhatTheFirstWrote() {
        KeyMaterial ofAnother = issued(Instant.now());
        server.keepBeforeNextWrite(secretWith(ofAnother, Map.of()));
        assertThat(secret.current().certificate()).isEqualTo(ofAnother.certificate());
        assertThat(server.writes()).isZero();
    }

    @Test
    void whoRenewsSecondTakesWhatTheFirstWrote() {
        server.keep(secretWith(endingSoon(), Map.of()));
        KeyMaterial ofAnother = issued(Instant.now());
        server.keepBeforeNextWrite(secretWith(ofAnother, Map.of()));
        assertThat(secret.current().certificate()).isEqualTo(ofAnother.certificate());
        assertThat(server.writes()).isZero();
    }

    @Test
    void whatCertManagerBringsIsUsedAndNeverWrittenHoweverSoonItEnds() {
        KeyMaterial old = endingSoon();
        server.keep(secretWith(old, OF_CERT_MANAGER));
        assertThat(secret.current().certificate()).isEqualTo(old.certificate());
        KeyMaterial renewedByIt = issued(Instant.now());
        server.keep(secretWith(renewedByIt, OF_CERT_MANAGER));
        assertThat(secret.current().authority()).isEqualTo(renewedByIt.authority());
        assertThat(server.writes()).isZero();
    }

    @Test
    void thatCertManagerHasNotBroughtItYetIsSaid() {
        Secret empty = secretWith(issued(Instant.now()), OF_CERT_MANAGER);
        empty.setData(Map.of());
        server.keep(empty);
        assertThatThrownBy(secret::current)
                .hasMessage(
                        "secret 'serval-webhook-certificate' is cert-manager's and has no certificate yet");
        assertThat(server.writes()).isZero();
    }

    @Test
    void oneThatCannotBeReadIsMadeAnew() {
        Secret broken = secretWith(issued(Instant.now()), Map.of());
        broken.getData().put("tls.crt", SecretServer.encoded("no certificate"));
        server.keep(broken);
        KeyMaterial made = secret.current();
        assertThat(made.ends()).isAfter(Instant.now());
        assertThat(server.writes()).isOne();
    }

    private static KeyMaterial endingSoon() {
        Duration lives = Duration.between(Instant.now(), issued(Instant.now()).ends());
        return issued(Instant.now().minus(lives).plus(30, ChronoUnit.DAYS));
    }

    private static KeyMaterial issued(Instant when) {
        return new Issuer(Clock.fixed(when, ZoneOffset.UTC), new SecureRandom())
                .issue(List.of("serval-webhook.kserve.svc"));
    }

    private static Secret secretWith(KeyMaterial material, Map<String, String> annotations) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("kserve")
                .withName("serval-webhook-certificate")
                .withAnnotations(annotations)
                .endMetadata()
                .addToData("tls.key", SecretServer.encoded(material.key()))
                .addToData("tls.crt", SecretServer.encoded(material.certificate()))
                .addToData("ca.crt", SecretServer.encoded(material.authority()))
                .build();
    }
}
