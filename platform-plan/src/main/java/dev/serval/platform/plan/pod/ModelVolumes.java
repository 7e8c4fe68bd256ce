package dev.serval.platform.plan.pod;

import dev.serval.platform.plan.config.InitializerConfig;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.storage.ModelStorage;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The volumes that a pod's model lies in: claims of the user's own, and a folder that a container
/// fills before the pod's others start.
final class ModelVolumes {
    private static final String CLAIM_SCHEME = "pvc://";
    private static final String CLAIM = "kserve-pvc-source";
    private static final String FOLDER = "kserve-provision-location";

    private final PodSpec spec;
    private final Map<String, String> annotations;
    private final InitializerConfig initializer;
    private final StorageUris uris;

    ModelVolumes(
            PodSpec spec,
            Map<String, String> annotations,
            InitializerConfig initializer,
            StorageUris uris) {
        this.spec = spec;
        this.annotations = annotations;
        this.initializer = initializer;
        this.uris = uris;
    }

    /// Adds what a model needs to be there.
    ///
    /// @param readers the containers that read it: a transformer beside the model has its pipeline
    ///   there
    /// @return the container that fetches it; empty where nothing is to be fetched
    Optional<Container> add(ModelStorage storage, List<Container> readers) {
        List<Artefact> fetched = new ArrayList<>();
        for (Artefact artefact : storage.artefacts()) {
            if (artefact.uri().startsWith(CLAIM_SCHEME)) {
                mountClaim(artefact, readers);
            } else {
                fetched.add(artefact);
            }
        }
        return fetched.isEmpty() ? Optional.empty() : Optional.of(fetch(fetched, readers));
    }

    private void mountClaim(Artefact artefact, List<Container> readers) {
        String place = artefact.uri().substring(CLAIM_SCHEME.length());
        int slash = place.indexOf('/');
        String claim = slash < 0 ? place : place.substring(0, slash);
        String below = slash < 0 ? "" : place.substring(slash + 1);
        if (claim.isEmpty()) {
            throw new IllegalArgumentException(
                    "storage URI '%s' names no claim, expected pvc://CLAIM/PATH"
                            .formatted(artefact.uri()));
        }
        String volume = volumeOf(claim);
        VolumeMount mount =
                new VolumeMountBuilder(mount(volume, artefact.mountPath(), isReadOnly()))
                        .withSubPath(below.isEmpty() ? null : below)
                        .build();
        readers.forEach(reader -> reader.getVolumeMounts().add(mount));
    }

    /// The volume of a claim; the first has KServe's name.
    private String volumeOf(String claim) {
        for (var volume : spec.getVolumes()) {
            if (volume.getPersistentVolumeClaim() != null
                    && claim.equals(volume.getPersistentVolumeClaim().getClaimName())) {
                return volume.getName();
            }
        }
        boolean isFirst =
                spec.getVolumes().stream().noneMatch(volume -> CLAIM.equals(volume.getName()));
        String name = isFirst ? CLAIM : CLAIM + "-" + spec.getVolumes().size();
        spec.getVolumes()
                .add(
                        new VolumeBuilder()
                                .withName(name)
                                .withNewPersistentVolumeClaim()
                                .withClaimName(claim)
                                .endPersistentVolumeClaim()
                                .build());
        return name;
    }

    private Container fetch(List<Artefact> artefacts, List<Container> readers) {
        String folder = parent(artefacts);
        spec.getVolumes()
                .add(new VolumeBuilder().withName(FOLDER).withNewEmptyDir().endEmptyDir().build());
        VolumeMount mount = mount(FOLDER, folder, isReadOnly());
        readers.forEach(reader -> reader.getVolumeMounts().add(mount));
        Container fetcher = container(artefacts);
        fetcher.getVolumeMounts().add(mount(FOLDER, folder, false));
        spec.getInitContainers().add(fetcher);
        return fetcher;
    }

    private Container container(List<Artefact> artefacts) {
        List<String> arguments = new ArrayList<>();
        for (Artefact artefact : artefacts) {
            arguments.add(artefact.uri());
            arguments.add(artefact.mountPath());
        }
        return new ContainerBuilder(
                        uris.initializer(artefacts.getFirst().uri()).orElseGet(this::shipped))
                .withName(ContainerNames.STORAGE_INITIALIZER)
                .withArgs(arguments)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    /// Runs as its image says, which is nobody in particular, and as a namespace with restrictions
    /// wants it.
    private Container shipped() {
        return new ContainerBuilder()
                .withName(ContainerNames.STORAGE_INITIALIZER)
                .withImage(initializer.image())
                .withNewResources()
                .withRequests(quantities(initializer.requests()))
                .withLimits(quantities(initializer.limits()))
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
    }

    private static Map<String, Quantity> quantities(Map<String, String> written) {
        Map<String, Quantity> quantities = new TreeMap<>();
        written.forEach((name, value) -> quantities.put(name, new Quantity(value)));
        return quantities;
    }

    private boolean isReadOnly() {
        return !"false".equals(annotations.get(AnnotationNames.STORAGE_READONLY));
    }

    private static VolumeMount mount(String volume, String path, boolean isReadOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(isReadOnly ? true : null)
                .build();
    }

    /// The folder that all artefacts lie below, or the place of the only one.
    private static String parent(List<Artefact> artefacts) {
        Path parent = Path.of(artefacts.getFirst().mountPath());
        for (Artefact artefact : artefacts) {
            while (parent.getParent() != null
                    && !Path.of(artefact.mountPath()).startsWith(parent)) {
                parent = parent.getParent();
            }
        }
        if (parent.getNameCount() == 0) {
            throw new IllegalArgumentException(
                    "the models' mount paths %s have no folder in common"
                            .formatted(artefacts.stream().map(Artefact::mountPath).toList()));
        }
        return parent.toString();
    }
}
