package dev.serval.platform.operator.knative;

import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.plan.name.LabelNames;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.PodObservation;
import dev.serval.platform.plan.status.Readiness;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What Knative's objects tell of a service, as an observation. What an object says of an older
/// generation of itself is not yet known.
public final class KnativeObserver {
    private final Collection<Service> services;
    private final Collection<Ingress> routes;
    private final Collection<Pod> pods;

    /// @param services the Knative Services of the InferenceService
    /// @param routes its routes
    /// @param pods its pods
    public KnativeObserver(
            Collection<Service> services, Collection<Ingress> routes, Collection<Pod> pods) {
        this.services = List.copyOf(services);
        this.routes = List.copyOf(routes);
        this.pods = List.copyOf(pods);
    }

    /// What is seen of the components and the route of a plan.
    public Observation of(ServicePlan plan) {
        Map<ComponentKind, ComponentObservation> components = new EnumMap<>(ComponentKind.class);
        for (ComponentPlan component : plan.components()) {
            service(component.name())
                    .ifPresent(service ->
                            components.put(component.kind(), observed(service, component.kind())));
        }
        return new Observation(components, Map.of(), route(plan.service().name()));
    }

    /// The networking layer's name within the cluster, once a route of the service is made.
    public Optional<String> gateway() {
        return routes.stream()
                .map(Ingress::getStatus)
                .filter(Objects::nonNull)
                .filter(status -> status.getPrivateLoadBalancer() != null)
                .flatMap(status -> status.getPrivateLoadBalancer().getIngress().stream())
                .map(balancer -> balancer.getDomainInternal())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<Service> service(String name) {
        return services.stream()
                .filter(service -> name.equals(service.getMetadata().getName()))
                .findFirst();
    }

    private ComponentObservation observed(Service service, ComponentKind kind) {
        ServiceStatus status = service.getStatus();
        if (status == null) {
            return ComponentObservation.NOTHING;
        }
        KnativeConditions conditions = new KnativeConditions(service);
        return new ComponentObservation(
                conditions.readiness("Ready"),
                conditions.readiness("RoutesReady"),
                conditions.readiness("ConfigurationsReady"),
                new Revisions(
                        status.getLatestCreatedRevisionName(),
                        status.getLatestReadyRevisionName(),
                        traffic(status)),
                pods(kind));
    }

    private static List<TrafficTarget> traffic(ServiceStatus status) {
        return status.getTraffic().stream()
                .map(target ->
                        new TrafficTarget(
                                target.getRevisionName(),
                                Boolean.TRUE.equals(target.getLatestRevision()),
                                Objects.requireNonNullElse(target.getPercent(), 0L),
                                target.getTag(),
                                target.getUrl(),
                                Map.of()))
                .toList();
    }

    private List<PodObservation> pods(ComponentKind kind) {
        return pods.stream()
                .filter(pod ->
                        kind.label()
                                .equals(pod.getMetadata().getLabels().get(LabelNames.COMPONENT)))
                .map(PodReading::of)
                .toList();
    }

    private Readiness route(String name) {
        return routes.stream()
                .filter(route -> name.equals(route.getMetadata().getName()))
                .findFirst()
                .map(route -> new KnativeConditions(route).readiness("Ready"))
                .orElse(Readiness.UNKNOWN);
    }
}
