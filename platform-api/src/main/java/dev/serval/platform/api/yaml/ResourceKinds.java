package dev.serval.platform.api.yaml;

import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.trained.TrainedModel;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds that a file may hold: Serval's own, and those of Kubernetes that hold the credentials
/// and the configuration that Serval reads.
final class ResourceKinds {
    private static final Map<String, Class<? extends HasMetadata>> BY_KIND = byKind();

    private ResourceKinds() {}

    static Optional<Class<? extends HasMetadata>> find(String kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }

    static String apiVersionOf(Class<? extends HasMetadata> type) {
        return HasMetadata.getApiVersion(type);
    }

    static List<String> names() {
        return List.copyOf(BY_KIND.keySet());
    }

    private static Map<String, Class<? extends HasMetadata>> byKind() {
        List<Class<? extends HasMetadata>> types = new ArrayList<>();
        types.add(InferenceService.class);
        types.add(ServingRuntime.class);
        types.add(ClusterServingRuntime.class);
        types.add(InferenceGraph.class);
        types.add(TrainedModel.class);
        types.add(ClusterStorageContainer.class);
        types.add(Secret.class);
        types.add(ServiceAccount.class);
        types.add(ConfigMap.class);
        Map<String, Class<? extends HasMetadata>> byKind = new LinkedHashMap<>();
        types.forEach(type -> byKind.put(HasMetadata.getKind(type), type));
        return byKind;
    }
}
