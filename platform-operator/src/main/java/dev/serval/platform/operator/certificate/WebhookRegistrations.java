package dev.serval.platform.operator.certificate;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// Tells the API server which authority signed the webhooks' certificate, beside those that it was
/// told of before.
@Singleton
public class WebhookRegistrations {
    /// Which webhook configurations are Serval's.
    private static final String PART_OF = "app.kubernetes.io/part-of";

    private static final String SERVAL = "serval";
    private static final int TRIES = 5;

    private final KubernetesClient client;

    WebhookRegistrations(KubernetesClient client) {
        this.client = client;
    }

    /// Writes the authority into every webhook of ours that does not have it, however many
    /// operators do so at once.
    public void tell(KeyMaterial material) {
        for (int tries = 1; ; tries++) {
            try {
                tell(material.authority());
                return;
            } catch (KubernetesClientException refused) {
                if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
                    throw refused;
                }
            }
        }
    }

    private void tell(String authority) {
        var admission = client.admissionRegistration().v1();
        for (var found :
                admission
                        .mutatingWebhookConfigurations()
                        .withLabel(PART_OF, SERVAL)
                        .list()
                        .getItems()) {
            if (set(
                    found.getWebhooks().stream().map(hook -> hook.getClientConfig()).toList(),
                    authority)) {
                client.resource(found).update();
            }
        }
        for (var found :
                admission
                        .validatingWebhookConfigurations()
                        .withLabel(PART_OF, SERVAL)
                        .list()
                        .getItems()) {
            if (set(
                    found.getWebhooks().stream().map(hook -> hook.getClientConfig()).toList(),
                    authority)) {
                client.resource(found).update();
            }
        }
    }

    private static boolean set(List<WebhookClientConfig> configs, String authority) {
        boolean isChanged = false;
        for (WebhookClientConfig config : configs) {
            String told = decoded(Objects.requireNonNullElse(config.getCaBundle(), ""));
            String trusted = TrustedAuthorities.of(authority, told);
            if (!trusted.equals(told)) {
                config.setCaBundle(encoded(trusted));
                isChanged = true;
            }
        }
        return isChanged;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
