package dev.serval.platform.plan.service;

import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.api.inference.ComponentSpec;
import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.api.inference.StorageLocation;
import dev.serval.platform.api.inference.StorageSpec;
import dev.serval.platform.api.runtime.ServingRuntimeSpec;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.rollout.Rollout;
import dev.serval.platform.plan.scaling.Scaling;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans what all components have in common.
final class ComponentPlanner {
    private final PlanningContext context;
    private final StorageUris storageUris;

    ComponentPlanner(PlanningContext context, StorageUris storageUris) {
        this.context = context;
        this.storageUris = storageUris;
    }

    /// What runs in a component's pods.
    ///
    /// @param runtime the runtime that was chosen; null where there is none
    /// @param offered what that runtime offers; empty where there is none
    /// @param pod the pod
    /// @param storage where its model comes from
    record Workload(
            @Nullable ChosenRuntime runtime,
            ServingRuntimeSpec offered,
            PodSpec pod,
            ModelStorage storage) {}

    ComponentPlan plan(ComponentKind kind, String name, ComponentSpec component, Workload workload)
            throws RefusedException {
        requireFetchable(workload.storage());
        return new ComponentPlan(
                kind,
                name,
                workload.runtime(),
                new PodMetadata(context)
                        .of(kind, component.settings(), workload.offered(), workload.pod()),
                workload.storage(),
                Placement.of(workload.pod()),
                Scaling.of(component.settings(), context.annotations()),
                Rollout.of(context.reported(kind))
                        .split(
                                component.settings().canaryTrafficPercent(),
                                context.isAnnotated(AnnotationNames.TAG_ROUTING)),
                CallSettings.of(component.settings()));
    }

    /// A predictor of the user's own containers.
    Workload own(PredictorSpec predictor) {
        PodSpec pod = new PodSpecBuilder(predictor.pod()).build();
        Container main = mainOf(pod);
        pod.getContainers().forEach(container -> Environment.add(container, context.id()));
        CollocatedTransformer.complete(pod, context.id());
        return new Workload(
                null, ServingRuntimeSpec.EMPTY, pod, storageOf(predictor.storageUris(), main));
    }

    /// Where the artefacts of containers of the user's own come from: the listed URIs, else what
    /// the container's environment says.
    static ModelStorage storageOf(List<StorageLocation> locations, Container main) {
        if (!locations.isEmpty()) {
            return artefacts(locations);
        }
        Optional<EnvVar> uri = Environment.find(main, RuntimeEnvironment.STORAGE_URI);
        return uri.map(EnvVar::getValue)
                .map(ComponentPlanner::single)
                .orElseGet(ModelStorage.None::new);
    }

    /// Where a model comes from.
    ModelStorage storageOf(PredictorSpec predictor, ModelSpec model) {
        StorageSpec entry = model.source().storage();
        String uri = model.source().storageUri();
        if (uri != null) {
            return single(uri);
        }
        if (entry != null) {
            return new ModelStorage.SecretEntry(entry.key(), entry.path(), entry.parameters());
        }
        return predictor.storageUris().isEmpty()
                ? new ModelStorage.None()
                : artefacts(predictor.storageUris());
    }

    static boolean hasStorage(PredictorSpec predictor, ModelSpec model) {
        return model.source().storageUri() != null
                || model.source().storage() != null
                || !predictor.storageUris().isEmpty();
    }

    static Container mainOf(PodSpec pod) {
        return PodPlan.of(pod).mainContainer();
    }

    RefusedException refused(String message) {
        return new RefusedException(
                new Refusal(
                        context.id(),
                        Refusal.Reason.INVALID_PREDICTOR_SPEC,
                        message,
                        List.of(),
                        List.of()));
    }

    private static ModelStorage single(String uri) {
        return new ModelStorage.Artefacts(List.of(new Artefact(uri, RuntimeDefaults.MODEL_DIR)));
    }

    private static ModelStorage artefacts(List<StorageLocation> locations) {
        return new ModelStorage.Artefacts(
                locations.stream()
                        .map(location -> new Artefact(location.uri(), location.mountedAt()))
                        .toList());
    }

    private void requireFetchable(ModelStorage storage) throws RefusedException {
        if (storage instanceof ModelStorage.Artefacts fetched) {
            for (Artefact artefact : fetched.artefacts()) {
                requireFetchable(artefact.uri());
            }
        }
    }

    /// Refuses a URI that nothing fetches.
    void requireFetchable(String uri) throws RefusedException {
        Optional<String> refusal = storageUris.refusal(uri);
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
    }
}
