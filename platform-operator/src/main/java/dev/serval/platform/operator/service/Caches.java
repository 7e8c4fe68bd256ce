package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/// The caches that a service is planned and reported from. When the operator ends they are empty
/// from one moment to the next, while services are still looked at: what is concluded from them
/// then is wrong.
final class Caches {
    private static final List<Class<? extends HasMetadata>> KINDS =
            List.of(
                    ServingRuntime.class,
                    ClusterServingRuntime.class,
                    ClusterStorageContainer.class,
                    Pod.class,
                    Service.class,
                    io.fabric8.knative.serving.v1.Service.class,
                    Ingress.class);

    private Caches() {}

    /// To be called after they were read and before anything is done about it.
    ///
    /// @throws IllegalStateException if one of them has ended
    static void requireFollowed(EventSourceRetriever<InferenceService> sources) {
        for (Class<? extends HasMetadata> kind : KINDS) {
            for (EventSource<?, InferenceService> source : sources.getEventSourcesFor(kind)) {
                if (source instanceof AbstractEventSource<?, ?> ended && !ended.isRunning()) {
                    throw new IllegalStateException(
                            "%s objects are no longer followed: the operator ends"
                                    .formatted(kind.getSimpleName()));
                }
            }
        }
    }
}
