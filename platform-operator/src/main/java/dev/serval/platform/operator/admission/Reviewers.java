package dev.serval.platform.operator.admission;

import dev.serval.platform.api.graph.InferenceGraph;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.trained.TrainedModel;
import dev.serval.platform.operator.settings.SettingsStore;
import dev.serval.platform.operator.unserved.NotServed;
import dev.serval.platform.plan.admission.GraphValidation;
import dev.serval.platform.plan.admission.RuntimeValidation;
import dev.serval.platform.plan.admission.TrainedModelValidation;
import dev.serval.platform.plan.admission.Validation;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.pod.PodCompletion;
import dev.serval.platform.plan.runtime.Runtime;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Who looks at what, by the paths that KServe's webhooks have.
@Singleton
class Reviewers {
    private static final String SERVICE = "-serving-kserve-io-v1beta1-inferenceservice";
    private static final String OTHERS = "/validate-serving-kserve-io-v1alpha1-";

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
                services(() -> settings.current().platform()),
                "/mutate-pods",
                new PodCompleter(this::completion),
                OTHERS + "servingruntime",
                runtimes(),
                OTHERS + "clusterservingruntime",
                clusterRuntimes(),
                OTHERS + "inferencegraph",
                graphs(),
                OTHERS + "trainedmodel",
                trainedModels());
    }

    /// Looks at InferenceServices.
    static Reviewer services(Supplier<PlatformConfig> config) {
        return new RuleReviewer<>(
                InferenceService.class,
                service -> new Validation(config.get()).check(service),
                (old, service) -> new Validation(config.get()).checkChange(old, service),
                List.of());
    }

    /// Looks at InferenceGraphs.
    static Reviewer graphs() {
        return new RuleReviewer<>(
                InferenceGraph.class,
                new GraphValidation()::check,
                (_, _) -> List.of(),
                List.of(NotServed.GRAPHS.message()));
    }

    /// Looks at TrainedModels.
    static Reviewer trainedModels() {
        TrainedModelValidation validation = new TrainedModelValidation();
        return new RuleReviewer<>(
                TrainedModel.class,
                validation::check,
                validation::checkChange,
                List.of(NotServed.TRAINED_MODELS.message()));
    }

    private Reviewer runtimes() {
        RuntimeValidation validation = new RuntimeValidation();
        return new RuleReviewer<>(
                ServingRuntime.class,
                runtime ->
                        validation.check(
                                Runtime.of(runtime),
                                client
                                        .resources(ServingRuntime.class)
                                        .inNamespace(runtime.getMetadata().getNamespace())
                                        .list()
                                        .getItems()
                                        .stream()
                                        .map(Runtime::of)
                                        .toList()),
                (old, runtime) -> validation.checkChange(Runtime.of(old), Runtime.of(runtime)),
                List.of());
    }

    private Reviewer clusterRuntimes() {
        RuntimeValidation validation = new RuntimeValidation();
        return new RuleReviewer<>(
                ClusterServingRuntime.class,
                runtime ->
                        validation.check(
                                Runtime.of(runtime),
                                client
                                        .resources(ClusterServingRuntime.class)
                                        .list()
                                        .getItems()
                                        .stream()
                                        .map(Runtime::of)
                                        .toList()),
                (old, runtime) -> validation.checkChange(Runtime.of(old), Runtime.of(runtime)),
                List.of());
    }

    private PodCompletion completion(String namespace) {
        return new PodCompletion(
                settings.current().initializer(),
                new StorageUris(client.resources(ClusterStorageContainer.class).list().getItems()),
                new NamespaceCredentials(client, namespace));
    }
}
