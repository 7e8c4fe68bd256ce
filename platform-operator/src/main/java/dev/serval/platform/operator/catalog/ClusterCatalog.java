package dev.serval.platform.operator.catalog;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.operator.settings.ClusterSettings;
import dev.serval.platform.operator.settings.SettingsStore;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.ServiceId;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/// What the cluster offers now, out of the caches.
@Singleton
public class ClusterCatalog {
    private final SettingsStore settings;

    ClusterCatalog(SettingsStore settings) {
        this.settings = settings;
    }

    /// The settings that hold now.
    public ClusterSettings settings() {
        return settings.current();
    }

    /// A planner for what a service's namespace may use.
    public ServicePlanner planner(
            InferenceService service, ClusterSettings settings, Context<InferenceService> context) {
        RuntimeCatalog runtimes =
                RuntimeCatalog.of(
                        ServiceId.of(service).namespace(),
                        all(ServingRuntime.class, context).toList(),
                        all(ClusterServingRuntime.class, context).toList());
        StorageUris uris = new StorageUris(all(ClusterStorageContainer.class, context).toList());
        return new ServicePlanner(runtimes, uris, settings.platform());
    }

    private static <R extends HasMetadata> Stream<R> all(
            Class<R> kind, Context<InferenceService> context) {
        var source = context.eventSourceRetriever().getEventSourceFor(kind);
        return ((InformerEventSource<R, InferenceService>) source).list();
    }
}
