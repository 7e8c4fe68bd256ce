package dev.serval.platform.operator.knative;

import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.status.ContainerState;
import dev.serval.platform.plan.status.PodObservation;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a pod tells of itself.
final class PodReading {
    private static final String CRASH_LOOP = "CrashLoopBackOff";

    private PodReading() {}

    static PodObservation of(Pod pod) {
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        boolean isReady = isReady(status);
        return new PodObservation(
                pod.getMetadata().getName(),
                Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""),
                isReady,
                state(
                        status.getInitContainerStatuses(),
                        ContainerNames.STORAGE_INITIALIZER,
                        isReady),
                state(status.getContainerStatuses(), ContainerNames.MAIN, isReady));
    }

    /// Whether a pod tells anything else than it did. Most of what the kubelet and the scheduler
    /// write into one is nothing that is told of it.
    static boolean differs(Pod now, Pod before) {
        return !of(now).equals(of(before))
                || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels());
    }

    private static boolean isReady(PodStatus status) {
        return status.getConditions().stream()
                .anyMatch(condition ->
                        "Ready".equals(condition.getType())
                                && "True".equals(condition.getStatus()));
    }

    private static @Nullable ContainerState state(
            List<ContainerStatus> statuses, String name, boolean isPodReady) {
        return statuses.stream()
                .filter(status -> name.equals(status.getName()))
                .findFirst()
                .map(status -> state(status, isPodReady))
                .orElse(null);
    }

    /// A container that is being started again after it failed has failed, until its pod is ready:
    /// Knative asks the container beside it whether it is, and calls its own ready once it runs.
    private static ContainerState state(ContainerStatus status, boolean isPodReady) {
        var now = status.getState();
        if (now != null && now.getTerminated() != null) {
            return ended(now.getTerminated());
        }
        var before = status.getLastState();
        boolean isStartedAgain =
                now != null && (now.getRunning() != null || isBackingOff(now.getWaiting()));
        if (isStartedAgain && !isPodReady && before != null && before.getTerminated() != null) {
            return ended(before.getTerminated());
        }
        return now != null && now.getRunning() != null
                ? new ContainerState.Running()
                : new ContainerState.Waiting();
    }

    private static boolean isBackingOff(@Nullable ContainerStateWaiting waiting) {
        return waiting != null && CRASH_LOOP.equals(waiting.getReason());
    }

    private static ContainerState ended(ContainerStateTerminated end) {
        int exitCode = Objects.requireNonNullElse(end.getExitCode(), -1);
        if (exitCode == 0) {
            return new ContainerState.Finished();
        }
        String message = end.getMessage();
        return new ContainerState.Failed(
                message == null || message.isBlank()
                        ? Objects.requireNonNullElse(end.getReason(), "ended without a word")
                        : message.strip(),
                exitCode);
    }
}
