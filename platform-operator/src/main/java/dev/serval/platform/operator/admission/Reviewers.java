package dev.serval.platform.operator.admission;

import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.operator.settings.SettingsStore;
import dev.serval.platform.plan.pod.PodCompletion;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.Map;

/// Who looks at what, by the paths that KServe's webhooks have.
@Singleton
class Reviewers {
    private static final String SERVICE = "-serving-kserve-io-v1beta1-inferenceservice";

    private final KubernetesClient client;
    private final SettingsStore settings;

    Reviewers(KubernetesClient client, SettingsStore settings) {
        this.client = client;
        this.settings = settings;
    }

    Map<String, Reviewer> byPath() {
        return Map.of(
                "/mutate" + SERVICE,
                new ServiceDefaulter(() -> settings.current().platform()),
                "/validate" + SERVICE,
                new ServiceValidator(() -> settings.current().platform()),
                "/mutate-pods",
                new PodCompleter(this::completion));
    }

    private PodCompletion completion(String namespace) {
        return new PodCompletion(
                settings.current().initializer(),
                new StorageUris(client.resources(ClusterStorageContainer.class).list().getItems()),
                new NamespaceCredentials(client, namespace));
    }
}
