package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.operator.apply.NotOursException;
import dev.serval.platform.operator.apply.ObjectApplier;
import dev.serval.platform.operator.knative.KnativeObserver;
import dev.serval.platform.operator.knative.KnativeSources;
import dev.serval.platform.operator.settings.ClusterSettings;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.knative.HostRoute;
import dev.serval.platform.plan.knative.KnativeRenderer;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.Refusal;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.Readiness;
import io.fabric8.knative.internal.networking.v1alpha1.Ingress;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies a plan in its mode and says what is seen of it then.
@Singleton
class Rollouts {
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(15);

    private final KnativeSources knative;
    private final KnativeRenderer renderer = new KnativeRenderer();

    Rollouts(KnativeSources knative) {
        this.knative = knative;
    }

    /// Applies what a plan wants. A refusal changes nothing of what runs.
    Applied apply(
            InferenceService service,
            PlanResult result,
            ClusterSettings settings,
            Context<InferenceService> context) {
        return switch (result) {
            case Refusal _ -> Applied.and(Observation.NOTHING);
            case ServicePlan plan when plan.mode() != DeploymentMode.KNATIVE ->
                    Applied.and(
                            failed(
                                    "ModeNotServed",
                                    "%s mode is not served yet: annotate the service with serving.kserve.io/deploymentMode: Knative"
                                            .formatted(plan.mode().label())));
            case ServicePlan _ when !knative.follow(context) ->
                    waiting(
                            "ServerlessModeRejected",
                            "It is not possible to use Knative mode: Knative Serving is not installed; the service is tried again when it is");
            case ServicePlan plan -> applied(service, plan, settings, context);
        };
    }

    private Applied applied(
            InferenceService service,
            ServicePlan plan,
            ClusterSettings settings,
            Context<InferenceService> context) {
        ObjectApplier applier = new ObjectApplier(service, context);
        try {
            applier.apply(Service.class, renderer.render(plan).services());
            KnativeObserver observer = observer(context);
            Observation seen = observer.of(plan);
            route(plan, seen, settings, observer, applier);
            return Applied.and(seen);
        } catch (NotOursException conflict) {
            return waiting("ObjectNotOwned", String.valueOf(conflict.getMessage()));
        }
    }

    private static void route(
            ServicePlan plan,
            Observation seen,
            ClusterSettings settings,
            KnativeObserver observer,
            ObjectApplier applier) {
        HostRoute route = new HostRoute(plan, seen);
        Optional<Ingress> ingress = route.ingress(settings.ingressClass());
        if (ingress.isEmpty() && !plan.isStopped()) {
            return;
        }
        applier.apply(Ingress.class, ingress.stream().toList());
        applier.apply(
                io.fabric8.kubernetes.api.model.Service.class,
                plan.isStopped()
                        ? List.of()
                        : observer.gateway().map(route::alias).stream().toList());
    }

    private static KnativeObserver observer(Context<InferenceService> context) {
        return new KnativeObserver(
                context.getSecondaryResources(Service.class),
                context.getSecondaryResources(Ingress.class),
                context.getSecondaryResources(Pod.class));
    }

    /// Nothing tells when that is over.
    private static Applied waiting(String reason, String message) {
        return new Applied(failed(reason, message), Optional.of(LOOKS_EVERY));
    }

    private static Observation failed(String reason, String message) {
        Readiness readiness = Readiness.not(reason, message);
        return new Observation(
                Map.of(
                        ComponentKind.PREDICTOR,
                        new ComponentObservation(
                                readiness, readiness, readiness, Revisions.NONE, List.of())),
                Map.of(),
                readiness);
    }
}
