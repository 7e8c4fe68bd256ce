package dev.serval.platform.plan.knative;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;

/// A pod as a revision of Knative has it. What a container said last before it failed is kept, so
/// that a service can report it: where it leaves no message, the end of its log. That it is not
/// privileged is left out, for Knative has no such field and its pods are none.
final class RevisionPod {
    private static final String OF_THE_LOG = "FallbackToLogsOnError";

    private RevisionPod() {}

    static PodSpec of(PodSpec pod) {
        return new PodSpecBuilder(pod)
                .withContainers(containers(pod.getContainers()))
                .withInitContainers(containers(pod.getInitContainers()))
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
