package dev.serval.platform.operator.settings;

import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// The settings that hold now, for those who are not reconciling: webhooks answer on every
/// operator, also on those that do not lead.
@Singleton
public class SettingsStore {
    private final SettingsReader reader;
    private final List<SharedIndexInformer<ConfigMap>> informers = new ArrayList<>();

    SettingsStore(KubernetesClient client, SettingsReader reader) {
        this.reader = reader;
        for (String namespace : reader.namespaces()) {
            informers.add(client.configMaps().inNamespace(namespace).inform());
        }
    }

    /// What admission needs.
    public PlatformConfig platform() {
        return reader.read(
                        informers.stream().flatMap(informer -> informer.getStore().list().stream()))
                .platform();
    }
}
