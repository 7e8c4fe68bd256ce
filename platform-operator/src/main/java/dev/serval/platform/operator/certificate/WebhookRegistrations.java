package dev.serval.platform.operator.certificate;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// Tells the API server which authority signed the webhooks' certificate.
@Singleton
public class WebhookRegistrations {
    /// Which webhook configurations are Serval's.
    private static final String PART_OF = "app.kubernetes.io/part-of";

    private static final String SERVAL = "serval";

    private final KubernetesClient client;

    WebhookRegistrations(KubernetesClient client) {
        this.client = client;
    }

    /// Writes the authority into every webhook of ours that has another.
    public void tell(KeyMaterial material) {
        String bundle =
                Base64.getEncoder()
                        .encodeToString(material.authority().getBytes(StandardCharsets.UTF_8));
        var admission = client.admissionRegistration().v1();
        for (var found :
                admission
                        .mutatingWebhookConfigurations()
                        .withLabel(PART_OF, SERVAL)
                        .list()
                        .getItems()) {
            if (set(
                    found.getWebhooks().stream().map(hook -> hook.getClientConfig()).toList(),
                    bundle)) {
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
                    bundle)) {
                client.resource(found).update();
            }
        }
    }

    private static boolean set(List<WebhookClientConfig> configs, String bundle) {
        boolean isChanged = false;
        for (WebhookClientConfig config : configs) {
            if (!Objects.equals(config.getCaBundle(), bundle)) {
                config.setCaBundle(bundle);
                isChanged = true;
            }
        }
        return isChanged;
    }
}
