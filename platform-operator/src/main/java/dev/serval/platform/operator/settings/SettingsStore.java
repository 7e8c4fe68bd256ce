package dev.serval.platform.operator.settings;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The settings that hold now, followed on every operator: webhooks answer also on those that do
/// not lead. Each ConfigMap is followed by its name, so that no other has to be readable.
@Singleton
public class SettingsStore {
    private final SettingsReader reader;
    private final List<SharedIndexInformer<ConfigMap>> informers = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SettingsStore(KubernetesClient client, SettingsReader reader) {
        this.reader = reader;
        for (MapName map : reader.maps()) {
            informers.add(
                    client.configMaps()
                            .inNamespace(map.namespace())
                            .withName(map.name())
                            .inform(new Changes()));
        }
    }

    /// The settings.
    public ClusterSettings current() {
        return reader.read(
                informers.stream().flatMap(informer -> informer.getStore().list().stream()));
    }

    /// Calls a listener after each change.
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    private final class Changes implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            listeners.forEach(Runnable::run);
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap now) {
            listeners.forEach(Runnable::run);
        }

        @Override
        public void onDelete(ConfigMap map, boolean isStateUnknown) {
            listeners.forEach(Runnable::run);
        }
    }
}
