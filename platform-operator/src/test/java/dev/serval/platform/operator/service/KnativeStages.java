package dev.serval.platform.operator.service;

import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The objects of the service `iris` as Knative writes them at a stage of a rollout.
final class KnativeStages {
    private KnativeStages() {}

    /// The Knative Service.
    ///
    /// @param ready whether it and its routes are ready
    /// @param reason why its routes are not; null where that is not told
    /// @param configuration whether its latest revision is ready
    /// @param revision its latest revision, which is ready if there is traffic
    static List<Service> service(
            String ready,
            @Nullable String reason,
            String configuration,
            @Nullable String revision,
            Traffic traffic) {
        String service =
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: iris-predictor, namespace: default, generation: 1}
                status:
                  observedGeneration: 1
                  conditions:
                    - {type: ConfigurationsReady, status: "%s"}
                    - {type: RoutesReady, status: "%s", reason: %s}
                    - {type: Ready, status: "%s", reason: %s}
                """
                        .formatted(configuration, ready, reason, ready, reason);
        String revisions = revision == null ? "" : "latestCreatedRevisionName: " + revision + "\n";
        if (traffic == Traffic.ALL) {
            revisions +=
                    """
                    latestReadyRevisionName: %s
                    traffic: [{latestRevision: true, percent: 100, revisionName: %s}]
                    """
                            .formatted(revision, revision);
        }
        return List.of(Serialization.unmarshal(service + revisions.indent(2), Service.class));
    }

    /// How much of the traffic goes to the latest revision.
    enum Traffic {
        NONE,
        ALL
    }

    /// The route of the host.
    static List<Ingress> route(String ready) {
        return List.of(
                Serialization.unmarshal(
                        """
                        apiVersion: networking.internal.knative.dev/v1alpha1
                        kind: Ingress
                        metadata: {name: iris, namespace: default, generation: 1}
                        status:
                          observedGeneration: 1
                          conditions: [{type: Ready, status: "%s"}]
                        """
                                .formatted(ready),
                        Ingress.class));
    }

    /// The pod of the first revision.
    ///
    /// @param ready whether it is
    /// @param state what its container is doing
    static List<Pod> pod(String ready, String state) {
        return List.of(
                Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: iris-00001-a
                          namespace: default
                          labels: {component: predictor}
                        status:
                          conditions: [{type: Ready, status: "%s"}]
                          containerStatuses: [{name: kserve-container, state: %s}]
                        """
                                .formatted(ready, state),
                        Pod.class));
    }
}
