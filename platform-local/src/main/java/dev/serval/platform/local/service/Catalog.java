package dev.serval.platform.local.service;

import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.runtime.BuiltInRuntimes;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.storage.StorageCredentials;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What services are planned with: the runtimes that are built in, and those that were applied.
final class Catalog {
    private final PlatformConfig config;
    private final List<ClusterServingRuntime> builtIn = BuiltInRuntimes.read();
    private final Map<String, ServicePlanner> planners = new HashMap<>();
    private final Map<String, StorageCredentials> credentials = new HashMap<>();
    private List<HasMetadata> applied = List.of();

    Catalog(PlatformConfig config) {
        this.config = config;
    }

    /// Whether plans depend on a resource.
    static boolean isMadeOf(HasMetadata resource) {
        return resource instanceof ServingRuntime
                || resource instanceof ClusterServingRuntime
                || resource instanceof ClusterStorageContainer
                || resource instanceof Secret
                || resource instanceof ServiceAccount;
    }

    /// The runtimes that are there without being applied.
    List<ClusterServingRuntime> builtIn() {
        return builtIn;
    }

    /// Replaces what was applied.
    void replace(Stream<HasMetadata> resources) {
        applied = resources.filter(Catalog::isMadeOf).toList();
        planners.clear();
        credentials.clear();
    }

    /// What plans the services of a namespace.
    ServicePlanner planner(String namespace) {
        return planners.computeIfAbsent(namespace, this::makePlanner);
    }

    /// What models of a namespace are fetched with.
    StorageCredentials credentials(String namespace) {
        return credentials.computeIfAbsent(
                namespace,
                name -> new StorageCredentials(name, of(Secret.class), of(ServiceAccount.class)));
    }

    private ServicePlanner makePlanner(String namespace) {
        Map<String, ClusterServingRuntime> cluster = new TreeMap<>();
        builtIn.forEach(runtime -> cluster.put(runtime.getMetadata().getName(), runtime));
        of(ClusterServingRuntime.class)
                .forEach(runtime -> cluster.put(runtime.getMetadata().getName(), runtime));
        return new ServicePlanner(
                RuntimeCatalog.of(namespace, of(ServingRuntime.class), cluster.values()),
                new StorageUris(of(ClusterStorageContainer.class)),
                config);
    }

    private <R extends HasMetadata> List<R> of(Class<R> type) {
        return applied.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
