package dev.serval.platform.plan.status;

import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.service.CanaryPlan;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.status.Readiness.Truth;
import java.util.List;
import java.util.function.Function;

/// Which conditions hold of a service that runs. It is ready when its predictor is and its routes
/// are; a transformer or an explainer that is not holds back the routes.
final class ReadinessRules {
    private final ServicePlan plan;
    private final Observation seen;

    ReadinessRules(ServicePlan plan, Observation seen) {
        this.plan = plan;
        this.seen = seen;
    }

    /// Sets the conditions.
    ///
    /// @return whether clients reach the service
    boolean set(Conditions conditions) {
        for (ComponentPlan component : plan.components()) {
            ComponentObservation observed = seen.component(component.kind());
            conditions.set(title(component.kind()) + "Ready", observed.ready());
            if (plan.mode() == DeploymentMode.KNATIVE) {
                conditions.set(routeCondition(component.kind()), observed.routes());
                conditions.set(configurationCondition(component.kind()), observed.configuration());
            }
        }
        if (plan.mode() == DeploymentMode.KNATIVE) {
            conditions.set("RoutesReady", all(ComponentObservation::routes, "Route"));
            conditions.set(
                    "LatestDeploymentReady",
                    all(ComponentObservation::configuration, "Configuration"));
        }
        if (!plan.canaries().isEmpty()) {
            conditions.set("CanaryPredictorReady", canaries());
        }
        Readiness ingress = ingress();
        conditions.set(Conditions.INGRESS_READY, ingress);
        conditions.set(Conditions.STOPPED, new Readiness(Truth.FALSE, null, null));
        conditions.set(
                Conditions.READY, both(seen.component(ComponentKind.PREDICTOR).ready(), ingress));
        return ingress.isReady();
    }

    private Readiness ingress() {
        for (ComponentPlan component : plan.components()) {
            Readiness ready = seen.component(component.kind()).ready();
            if (!ready.isReady()) {
                String title = title(component.kind());
                String message = ready.message();
                return new Readiness(
                        ready.truth(),
                        title + "NotReady",
                        message == null
                                ? title + " ingress not created"
                                : title + " ingress not created: " + message);
            }
        }
        return seen.ingress();
    }

    /// All components' readiness as one; KServe's reason names the first that is not ready.
    private Readiness all(Function<ComponentObservation, Readiness> part, String name) {
        Readiness result = Readiness.READY;
        for (ComponentPlan component : plan.components()) {
            Readiness readiness = part.apply(seen.component(component.kind()));
            boolean isWorse =
                    !readiness.isReady() && (result.isReady() || readiness.truth() == Truth.FALSE);
            if (isWorse) {
                result =
                        new Readiness(
                                readiness.truth(),
                                title(component.kind()) + name + "Ready not ready",
                                readiness.message());
            }
        }
        return result;
    }

    private Readiness canaries() {
        List<String> waiting =
                plan.canaries().stream()
                        .map(CanaryPlan::name)
                        .filter(name -> !seen.canary(name).ready().isReady())
                        .toList();
        return waiting.isEmpty()
                ? new Readiness(Truth.TRUE, "AllCanariesReady", null)
                : Readiness.not("CanariesNotReady", "not ready: " + String.join(", ", waiting));
    }

    private static Readiness both(Readiness predictor, Readiness ingress) {
        if (predictor.truth() == Truth.FALSE || ingress.isReady()) {
            return predictor;
        }
        return ingress.truth() == Truth.FALSE || predictor.isReady() ? ingress : predictor;
    }

    /// KServe's names, the odd plural among them.
    private static String routeCondition(ComponentKind kind) {
        return switch (kind) {
            case PREDICTOR -> "PredictorRouteReady";
            case TRANSFORMER -> "TransformerRouteReady";
            case EXPLAINER -> "ExplainerRoutesReady";
        };
    }

    private static String configurationCondition(ComponentKind kind) {
        return title(kind) + "ConfigurationReady";
    }

    private static String title(ComponentKind kind) {
        return kind.name().charAt(0) + kind.label().substring(1);
    }
}
