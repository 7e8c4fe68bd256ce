package dev.serval.platform.plan.knative;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PodPlan;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageAnnotations;
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

/// How a component's pod comes by its model: a predictor of Serval's own fetches it by itself, into
/// a folder of the pod's; for every other image the pod webhook is told, by KServe's annotations,
/// what to fetch or to mount. So it is where a transformer in the pod has its part in the folder,
/// which is to be there before either starts.
final class ModelFetching {
    private static final String VOLUME_CLAIM = "pvc://";
    private static final String VOLUME = "kserve-provision-location";

    private final ModelStorage storage;
    private final boolean fetchesByItself;
    private final @Nullable String sha256;

    private ModelFetching(ModelStorage storage, boolean fetchesByItself, @Nullable String sha256) {
        this.storage = storage;
        this.fetchesByItself = fetchesByItself;
        this.sha256 = sha256;
    }

    static ModelFetching of(ComponentPlan component) {
        Container main = component.pod().mainContainer();
        boolean mayFetch =
                Optional.ofNullable(main.getImage())
                        .flatMap(RuntimeProgram::ofImage)
                        .filter(RuntimeProgram::fetchesModels)
                        .isPresent();
        return new ModelFetching(
                component.storage(),
                mayFetch
                        && component.pod().transformer().isEmpty()
                        && isOneToFetch(component.storage()),
                component.pod().annotations().get(AnnotationNames.MODEL_SHA256));
    }

    /// A volume is mounted, not fetched, and a program fetches one artefact.
    private static boolean isOneToFetch(ModelStorage storage) {
        return storage instanceof ModelStorage.Artefacts fetched
                && fetched.artefacts().size() == 1
                && !fetched.artefacts().getFirst().uri().startsWith(VOLUME_CLAIM);
    }

    /// What the pod webhook is told.
    Map<String, String> annotations() {
        return fetchesByItself ? Map.of() : StorageAnnotations.write(storage);
    }

    /// The pod, with where its program fetches the model from if it does so by itself.
    PodSpec pod(PodSpec pod) {
        if (!fetchesByItself) {
            return pod;
        }
        Artefact artefact = ((ModelStorage.Artefacts) storage).artefacts().getFirst();
        List<Container> containers =
                pod.getContainers().stream()
                        .map(container ->
                                isMain(pod, container) ? fetching(container, artefact) : container)
                        .toList();
        return new PodSpecBuilder(pod).withContainers(containers).addToVolumes(folder()).build();
    }

    private static boolean isMain(PodSpec pod, Container container) {
        return container == PodPlan.of(pod).mainContainer();
    }

    private Container fetching(Container container, Artefact artefact) {
        ProgramArguments arguments =
                ProgramArguments.of(container.getArgs())
                        .with(RuntimeArgument.STORAGE_URI, artefact.uri());
        ContainerBuilder fetching =
                new ContainerBuilder(container)
                        .withArgs(arguments.words())
                        .addToVolumeMounts(mount(artefact));
        if (sha256 != null) {
            fetching.addNewEnv()
                    .withName(RuntimeEnvironment.STORAGE_SHA256)
                    .withValue(sha256)
                    .endEnv();
        }
        return fetching.build();
    }

    private static VolumeMount mount(Artefact artefact) {
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(artefact.mountPath())
                .build();
    }

    private static Volume folder() {
        return new VolumeBuilder().withName(VOLUME).withNewEmptyDir().endEmptyDir().build();
    }
}
