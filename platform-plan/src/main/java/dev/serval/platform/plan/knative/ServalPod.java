package dev.serval.platform.plan.knative;

import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.Optional;

/// What a container with a program of Serval's own gets where it does not say: the one port that
/// carries REST and gRPC alike, readiness as the program tells it, and no more rights than it
/// needs. Runtimes say all of that; transformers and explainers are written in a line or two.
final class ServalPod {
    private static final String H2C = "h2c";
    private static final String READY = "/v2/health/ready";
    private static final String TEMPORARY_FILES = "/tmp";
    private static final String VOLUME = "tmp";

    private ServalPod() {}

    /// The pod with its containers completed, and a place for the temporary files of those that can
    /// write nowhere else.
    static PodSpec completed(PodSpec pod) {
        boolean hasVolume =
                pod.getVolumes().stream().anyMatch(volume -> VOLUME.equals(volume.getName()));
        List<Container> containers =
                pod.getContainers().stream().map(ServalPod::completed).toList();
        boolean isMounted = containers.stream().anyMatch(ServalPod::mountsTemporaryFiles);
        PodSpecBuilder completed = new PodSpecBuilder(pod).withContainers(containers);
        if (isMounted && !hasVolume) {
            completed.addNewVolume().withName(VOLUME).withNewEmptyDir().endEmptyDir().endVolume();
        }
        return completed.build();
    }

    /// A container of somebody else's stays as it is.
    static Container completed(Container container) {
        boolean isServals =
                Optional.ofNullable(container.getImage())
                        .flatMap(RuntimeProgram::ofImage)
                        .isPresent();
        if (!isServals) {
            return container;
        }
        int port = port(container);
        ContainerBuilder completed = new ContainerBuilder(container);
        if (container.getPorts().isEmpty()) {
            completed
                    .addNewPort()
                    .withName(H2C)
                    .withContainerPort(port)
                    .withProtocol("TCP")
                    .endPort();
        }
        if (container.getReadinessProbe() == null) {
            completed.withReadinessProbe(readiness(port));
        }
        if (container.getSecurityContext() == null) {
            completed.withSecurityContext(restricted());
            if (!writesTo(container, TEMPORARY_FILES)) {
                completed
                        .addNewVolumeMount()
                        .withName(VOLUME)
                        .withMountPath(TEMPORARY_FILES)
                        .endVolumeMount();
            }
        }
        return completed.build();
    }

    private static int port(Container container) {
        return container.getPorts().stream()
                .findFirst()
                .map(port -> port.getContainerPort())
                .or(() -> ProgramArguments.of(container.getArgs()).httpPort())
                .orElse(RuntimeDefaults.PORT);
    }

    /// Every second: without a period Knative has the kubelet ask but every ten seconds, so that a
    /// pod which is not ready in its first is not for ten.
    private static Probe readiness(int port) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(READY)
                .withPort(new IntOrString(port))
                .endHttpGet()
                .withPeriodSeconds(1)
                .build();
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static boolean mountsTemporaryFiles(Container container) {
        return container.getVolumeMounts().stream()
                .anyMatch(mount ->
                        VOLUME.equals(mount.getName())
                                && TEMPORARY_FILES.equals(mount.getMountPath()));
    }

    private static boolean writesTo(Container container, String path) {
        return container.getVolumeMounts().stream()
                .anyMatch(mount -> path.equals(mount.getMountPath()));
    }
}
