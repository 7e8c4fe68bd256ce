package dev.serval.platform.local.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.local.kind.ResourceType.Scope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResourceTypeTest {
    private static final Map<ResourceType, Class<? extends HasMetadata>> CLASSES =
            Map.of(
                    ResourceType.INFERENCE_SERVICE, InferenceService.class,
                    ResourceType.SERVING_RUNTIME, ServingRuntime.class,
                    ResourceType.CLUSTER_SERVING_RUNTIME, ClusterServingRuntime.class,
                    ResourceType.INFERENCE_GRAPH, InferenceGraph.class,
                    ResourceType.TRAINED_MODEL, TrainedModel.class,
                    ResourceType.CLUSTER_STORAGE_CONTAINER, ClusterStorageContainer.class,
                    ResourceType.SECRET, Secret.class,
                    ResourceType.SERVICE_ACCOUNT, ServiceAccount.class,
                    ResourceType.CONFIG_MAP, ConfigMap.class);

    @Test
    void namesAreThoseOfTheResources() {
        for (ResourceType type : ResourceType.values()) {
            Class<? extends HasMetadata> resource = Objects.requireNonNull(CLASSES.get(type));
            assertThat(type.kind()).isEqualTo(HasMetadata.getKind(resource));
            assertThat(type.plural()).isEqualTo(HasMetadata.getPlural(resource));
            assertThat(type.singular()).isEqualTo(HasMetadata.getSingular(resource));
            assertThat(type.scope() == Scope.NAMESPACE)
                    .as(type.kind())
                    .isEqualTo(Namespaced.class.isAssignableFrom(resource));
        }
    }

    @Test
    void isFoundByEachOfItsNamesInWhateverCase() {
        for (String word :
                new String[] {
                    "isvc", "inferenceservice", "InferenceService", "inferenceservices"
                }) {
            assertThat(ResourceType.find(word)).contains(ResourceType.INFERENCE_SERVICE);
        }
    }

    @Test
    void aWordThatIsNoTypeIsToldTheNearest() {
        assertThat(ResourceType.find("inferenceservce")).isEmpty();
        assertThat(ResourceType.unknown("inferenceservce"))
                .isEqualTo("unknown kind 'inferenceservce', did you mean 'inferenceservice'?");
        assertThat(ResourceType.unknown("pods"))
                .contains("'pods'", "inferenceservices", "configmaps");
    }

    @Test
    void aClustersResourceHasNoNamespace() {
        assertThat(ResourceType.CLUSTER_SERVING_RUNTIME.namespaceOf("team")).isEmpty();
        assertThat(ResourceType.SERVING_RUNTIME.namespaceOf("team")).isEqualTo("team");
    }
}
