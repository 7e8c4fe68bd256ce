package dev.serval.platform.plan.knative;

import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.service.PodPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/// A pod as a revision of Knative has it. What a container said last before it failed is kept, so
/// that a service can report it: where it leaves no message, the end of its log. That it is not
/// privileged is left out, for Knative has no such field and its pods are none. Where a transformer
/// is in the pod it is the one that answers, and Knative allows no other container a port or,
/// unless it is set up for that, a probe.
final class RevisionPod {
    private static final String OF_THE_LOG = "FallbackToLogsOnError";

    private RevisionPod() {}

    static PodSpec of(PodSpec pod) {
        boolean isTransformed = PodPlan.of(pod).transformer().isPresent();
        List<Container> containers =
                isTransformed
                        ? pod.getContainers().stream().map(RevisionPod::besideOthers).toList()
                        : pod.getContainers();
        return new PodSpecBuilder(pod)
                .withContainers(containers(containers))
                .withInitContainers(containers(pod.getInitContainers()))
                .build();
    }

    private static Container besideOthers(Container container) {
        if (!ContainerNames.TRANSFORMER.equals(container.getName())) {
            return new ContainerBuilder(container)
                    .withPorts(List.of())
                    .withReadinessProbe(null)
                    .withLivenessProbe(null)
                    .withStartupProbe(null)
                    .build();
        }
        if (!container.getPorts().isEmpty()) {
            return container;
        }
        int port = ProgramArguments.of(container.getArgs()).httpPort().orElse(RuntimeDefaults.PORT);
        return new ContainerBuilder(container)
                .addNewPort()
                .withContainerPort(port)
                .withProtocol("TCP")
                .endPort()
                .build();
    }

    private static List<Container> containers(List<Container> containers) {
        return containers.stream().map(RevisionPod::container).toList();
    }

    private static Container container(Container container) {
        ContainerBuilder builder = new ContainerBuilder(container);
        if (container.getTerminationMessagePolicy() == null) {
            builder.withTerminationMessagePolicy(OF_THE_LOG);
        }
        SecurityContext security = container.getSecurityContext();
        if (security != null && Boolean.FALSE.equals(security.getPrivileged())) {
            builder.withSecurityContext(
                    new SecurityContextBuilder(security).withPrivileged(null).build());
        }
        return builder.build();
    }
}
