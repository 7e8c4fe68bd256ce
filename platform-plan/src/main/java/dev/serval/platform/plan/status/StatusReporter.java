package dev.serval.platform.plan.status;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.Address;
import dev.serval.platform.api.status.CanaryStatus;
import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.plan.runtime.Runtime.Scope;
import dev.serval.platform.plan.service.CanaryPlan;
import dev.serval.platform.plan.service.ChosenRuntime;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.Refusal;
import dev.serval.platform.plan.service.ServiceId;
import dev.serval.platform.plan.service.ServicePlan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports a service in KServe's words. The same plan, the same observation and the same report
/// before always give the same report.
public final class StatusReporter {

    /// The status of `service`.
    ///
    /// @param service the service with the status that was reported before
    /// @param result what came of planning it
    /// @param seen what is seen of it
    /// @param now the time at which a condition that changes begins to hold
    public InferenceServiceStatus report(
            InferenceService service, PlanResult result, Observation seen, Instant now) {
        InferenceServiceStatus before = service.reported();
        Conditions conditions = new Conditions(before.conditions(), now);
        return switch (result) {
            case Refusal refusal -> refused(refusal, before, conditions);
            case ServicePlan plan when plan.isStopped() -> stopped(plan, conditions);
            case ServicePlan plan -> running(plan, before, seen, conditions);
        };
    }

    /// Nothing is changed for a service that is refused, so what ran before is still reported.
    private static InferenceServiceStatus refused(
            Refusal refusal, InferenceServiceStatus before, Conditions conditions) {
        Readiness readiness = Readiness.not(refusal.reason().label(), refusal.message());
        conditions.set(Conditions.PREDICTOR_READY, readiness);
        conditions.set(Conditions.INGRESS_READY, Readiness.UNKNOWN);
        conditions.set(Conditions.READY, readiness);
        return new InferenceServiceStatus(
                conditions.all(),
                before.annotations(),
                refusal.service().generation(),
                before.url(),
                before.address(),
                before.components(),
                ModelProgress.refused(refusal, before.modelStatus()),
                before.canaryStatuses(),
                before.deploymentMode(),
                before.servingRuntimeName(),
                before.clusterServingRuntimeName(),
                before.unknown());
    }

    /// The status of a service whose plan could not be applied. What ran before is still reported.
    ///
    /// @param message why, by whoever refused it
    public InferenceServiceStatus failed(InferenceService service, String message, Instant now) {
        InferenceServiceStatus before = service.reported();
        Conditions conditions = new Conditions(before.conditions(), now);
        Readiness failed = Readiness.not("ReconcileFailed", message);
        conditions.set(Conditions.PREDICTOR_READY, failed);
        conditions.set(Conditions.INGRESS_READY, Readiness.UNKNOWN);
        conditions.set(Conditions.READY, failed);
        return new InferenceServiceStatus(
                conditions.all(),
                before.annotations(),
                ServiceId.of(service).generation(),
                before.url(),
                before.address(),
                before.components(),
                before.modelStatus(),
                before.canaryStatuses(),
                before.deploymentMode(),
                before.servingRuntimeName(),
                before.clusterServingRuntimeName(),
                before.unknown());
    }

    private static InferenceServiceStatus stopped(ServicePlan plan, Conditions conditions) {
        Readiness stopped = Readiness.not("Stopped", "The service is stopped");
        conditions.set(Conditions.PREDICTOR_READY, stopped);
        conditions.set(Conditions.INGRESS_READY, stopped);
        conditions.set(Conditions.READY, stopped);
        conditions.set(Conditions.STOPPED, Readiness.READY);
        return new InferenceServiceStatus(
                conditions.all(),
                Map.of(),
                plan.service().generation(),
                null,
                null,
                Map.of(),
                null,
                List.of(),
                plan.mode().label(),
                null,
                null,
                Map.of());
    }

    private static InferenceServiceStatus running(
            ServicePlan plan,
            InferenceServiceStatus before,
            Observation seen,
            Conditions conditions) {
        boolean isReachable = new ReadinessRules(plan, seen).set(conditions);
        Optional<ChosenRuntime> runtime =
                plan.component(ComponentKind.PREDICTOR).flatMap(ComponentPlan::chosenRuntime);
        return new InferenceServiceStatus(
                conditions.all(),
                before.annotations(),
                plan.service().generation(),
                isReachable ? plan.urls().url() : before.url(),
                isReachable ? Address.of(plan.urls().address()) : before.address(),
                components(plan, before, seen),
                new ModelProgress(seen.component(ComponentKind.PREDICTOR), before.modelStatus())
                        .status(),
                canaries(plan, seen),
                plan.mode().label(),
                nameOf(runtime, Scope.NAMESPACE),
                nameOf(runtime, Scope.CLUSTER),
                before.unknown());
    }

    private static Map<String, ComponentStatus> components(
            ServicePlan plan, InferenceServiceStatus before, Observation seen) {
        Map<String, ComponentStatus> components = new LinkedHashMap<>();
        for (ComponentPlan component : plan.components()) {
            String label = component.kind().label();
            components.put(
                    label,
                    ComponentReport.of(
                            component.kind(),
                            before.component(label),
                            seen.component(component.kind()),
                            plan.urls()));
        }
        return components;
    }

    private static List<CanaryStatus> canaries(ServicePlan plan, Observation seen) {
        return plan.canaries().stream().map(canary -> canary(canary, seen)).toList();
    }

    /// A canary that is not ready gets no traffic, whatever share it shall have.
    private static CanaryStatus canary(CanaryPlan canary, Observation seen) {
        ComponentObservation observed = seen.canary(canary.name());
        boolean isReady = observed.ready().isReady();
        return new CanaryStatus(
                canary.name(),
                isReady,
                isReady ? canary.percent() : 0,
                new ModelProgress(observed, null).status(),
                Map.of());
    }

    private static @Nullable String nameOf(Optional<ChosenRuntime> runtime, Scope scope) {
        return runtime.filter(chosen -> chosen.scope() == scope)
                .map(ChosenRuntime::name)
                .orElse(null);
    }
}
