package dev.serval.platform.operator.certificate;

import dev.serval.platform.operator.settings.OperatorConfig;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The Secret that holds the webhooks' certificate. Several operators share it: whoever finds it
/// missing or about to end writes it, and who comes second takes what the first wrote.
@Singleton
public class CertificateSecret {
    private static final Logger LOG = Logger.getLogger(CertificateSecret.class);
    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofDays(90);
    private static final String CERT_MANAGER = "cert-manager.io/certificate-name";
    private static final String KEY = "tls.key";
    private static final String CERTIFICATE = "tls.crt";
    private static final String AUTHORITY = "ca.crt";

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final Clock clock = Clock.systemUTC();

    CertificateSecret(KubernetesClient client, OperatorConfig config) {
        this.client = client;
        this.config = config;
    }

    /// The certificate that holds now, made or renewed where that is due.
    public KeyMaterial current() {
        Secret secret = read();
        KeyMaterial material = material(secret);
        boolean isDue =
                material == null
                        || material.ends().minus(RENEWED_BEFORE_ITS_END).isBefore(clock.instant());
        if (!isDue || isBroughtByCertManager(secret)) {
            if (material == null) {
                throw new IllegalStateException(
                        "secret '%s' is cert-manager's and has no certificate yet"
                                .formatted(config.webhook().secret()));
            }
            return material;
        }
        return write(secret);
    }

    private @Nullable Secret read() {
        return client.secrets()
                .inNamespace(config.namespace())
                .withName(config.webhook().secret())
                .get();
    }

    private KeyMaterial write(@Nullable Secret before) {
        String service = config.webhook().service() + "." + config.namespace();
        KeyMaterial material =
                new Issuer(clock, new SecureRandom())
                        .issue(List.of(service + ".svc", service + ".svc.cluster.local", service));
        Secret secret =
                new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(config.namespace())
                        .withName(config.webhook().secret())
                        .withResourceVersion(
                                before == null ? null : before.getMetadata().getResourceVersion())
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(
                                Map.of(
                                        KEY, material.key(),
                                        CERTIFICATE, material.certificate(),
                                        AUTHORITY, material.authority()))
                        .build();
        try {
            var written = client.resource(secret);
            if (before == null) {
                written.create();
            } else {
                written.update();
            }
            LOG.infof("The webhooks' certificate is new, valid until %s", material.ends());
            return material;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            return current();
        }
    }

    private static boolean isBroughtByCertManager(@Nullable Secret secret) {
        return secret != null
                && secret.getMetadata().getAnnotations() != null
                && secret.getMetadata().getAnnotations().containsKey(CERT_MANAGER);
    }

    private static @Nullable KeyMaterial material(@Nullable Secret secret) {
        if (secret == null || secret.getData() == null || !secret.getData().containsKey(KEY)) {
            return null;
        }
        String certificate = text(secret, CERTIFICATE);
        return new KeyMaterial(
                text(secret, KEY), certificate, text(secret, AUTHORITY), ends(certificate));
    }

    private static String text(Secret secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.getData().getOrDefault(key, "")),
                StandardCharsets.UTF_8);
    }

    /// A certificate that cannot be read has ended.
    private static Instant ends(String pem) {
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    pem.getBytes(StandardCharsets.UTF_8)));
            return certificate.getNotAfter().toInstant();
        } catch (CertificateException unreadable) {
            LOG.warnf("The webhooks' certificate cannot be read: %s", unreadable.getMessage());
            return Instant.EPOCH;
        }
    }
}
