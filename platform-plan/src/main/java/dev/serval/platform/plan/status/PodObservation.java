package dev.serval.platform.plan.status;

import org.jspecify.annotations.Nullable;

/// What is seen of a pod, or of the process that stands for it.
///
/// @param name its name
/// @param created when it was created, as Kubernetes writes it
/// @param isReady whether it answers
/// @param initializer the container that fetches the model; null where there is none
/// @param main the container that answers; null before it exists
public record PodObservation(
        String name,
        String created,
        boolean isReady,
        @Nullable ContainerState initializer,
        @Nullable ContainerState main) {}
