package dev.serval.platform.operator.admission;

import dev.serval.platform.plan.storage.CredentialSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/// The secrets and service accounts of a namespace as they are now; none is kept.
final class NamespaceCredentials implements CredentialSource {
    private final KubernetesClient client;
    private final String namespace;

    NamespaceCredentials(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Optional<ServiceAccount> account(String name) {
        return Optional.ofNullable(
                client.serviceAccounts().inNamespace(namespace).withName(name).get());
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
    }
}
