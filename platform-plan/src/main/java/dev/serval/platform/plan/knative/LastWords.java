package dev.serval.platform.plan.knative;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;

/// What a container said last before it failed is kept, so that a service can report it: where it
/// leaves no message, the end of its log.
final class LastWords {
    private static final String OF_THE_LOG = "FallbackToLogsOnError";

    private LastWords() {}

    static PodSpec keptOf(PodSpec pod) {
        return new PodSpecBuilder(pod)
                .withContainers(
                        pod.getContainers().stream()
                                .map(container ->
                                        container.getTerminationMessagePolicy() == null
                                                ? new ContainerBuilder(container)
                                                        .withTerminationMessagePolicy(OF_THE_LOG)
                                                        .build()
                                                : container)
                                .toList())
                .build();
    }
}
