package dev.serval.platform.plan.knative;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PodPlan;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageAnnotations;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a component's pod comes by its model, or what else it is made of: a program of Serval's own
/// fetches it by itself, into a folder of the pod's; for every other image the pod webhook is told,
/// by KServe's annotations, what to fetch or to mount. So it is where a transformer in the pod has
/// its part in the folder, which is to be there before either starts.
final class ModelFetching {
    private static final String VOLUME = "kserve-provision-location";
    private static final VolumeMount MOUNT =
            new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(RuntimeDefaults.MODEL_DIR)
                    .build();

    private final ModelStorage storage;
    private final boolean isServals;
    private final boolean fetchesByItself;
    private final @Nullable String sha256;

    private ModelFetching(ComponentPlan component, boolean isServals) {
        this.storage = component.storage();
        this.isServals = isServals;
        this.fetchesByItself =
                isServals && component.pod().transformer().isEmpty() && areToFetch(storage);
        this.sha256 = component.pod().annotations().get(AnnotationNames.MODEL_SHA256);
    }

    static ModelFetching of(ComponentPlan component) {
        String image = component.pod().mainContainer().getImage();
        return new ModelFetching(
                component, Optional.ofNullable(image).flatMap(RuntimeProgram::ofImage).isPresent());
    }

    /// A volume is mounted, not fetched, and what only a container of the cluster's own fetches is
    /// brought.
    private static boolean areToFetch(ModelStorage storage) {
        return switch (storage) {
            case ModelStorage.None _ -> false;
            case ModelStorage.SecretEntry _ -> true;
            case ModelStorage.Artefacts listed ->
                    listed.artefacts().stream()
                            .map(Artefact::uri)
                            .allMatch(StorageUris::isFetchedByPrograms);
        };
    }

    /// What the pod webhook is told: what to bring, or which entry of the storage secret the
    /// program fetches with.
    Map<String, String> annotations() {
        return fetchesByItself && !(storage instanceof ModelStorage.SecretEntry)
                ? Map.of()
                : StorageAnnotations.write(storage);
    }

    /// The pod, with where its program fetches the model from if it does so by itself. Else a
    /// program of Serval's is not told, by the variable that its user has set, to fetch what is
    /// brought.
    PodSpec pod(PodSpec pod) {
        if (!isServals || storage instanceof ModelStorage.None) {
            return pod;
        }
        Container main = PodPlan.of(pod).mainContainer();
        List<Container> containers =
                pod.getContainers().stream()
                        .map(container -> container == main ? told(container) : container)
                        .toList();
        PodSpecBuilder told = new PodSpecBuilder(pod).withContainers(containers);
        return fetchesByItself ? told.addToVolumes(folder()).build() : told.build();
    }

    private Container told(Container container) {
        ContainerBuilder told =
                new ContainerBuilder(container)
                        .removeMatchingFromEnv(variable ->
                                RuntimeEnvironment.STORAGE_URI.equals(variable.getName()));
        return fetchesByItself ? fetching(told, storage.artefacts()).build() : told.build();
    }

    /// What a start has fetched is there for the next one in the same pod.
    private ContainerBuilder fetching(ContainerBuilder container, List<Artefact> artefacts) {
        ProgramArguments arguments = ProgramArguments.of(container.getArgs());
        if (arguments.findByPlace(artefacts)) {
            add(container, RuntimeEnvironment.STORAGE_URIS, StorageAnnotations.list(artefacts));
        } else {
            String uri = artefacts.getFirst().uri();
            container.withArgs(arguments.with(RuntimeArgument.STORAGE_URI, uri).words());
        }
        add(container, RuntimeEnvironment.STORAGE_DIR, RuntimeDefaults.MODEL_DIR);
        if (sha256 != null) {
            add(container, RuntimeEnvironment.STORAGE_SHA256, sha256);
        }
        return container.addToVolumeMounts(MOUNT);
    }

    private static void add(ContainerBuilder container, String name, String value) {
        boolean isThere =
                container.buildEnv().stream().anyMatch(variable -> name.equals(variable.getName()));
        if (!isThere) {
            container.addNewEnv().withName(name).withValue(value).endEnv();
        }
    }

    private static Volume folder() {
        return new VolumeBuilder().withName(VOLUME).withNewEmptyDir().endEmptyDir().build();
    }
}
