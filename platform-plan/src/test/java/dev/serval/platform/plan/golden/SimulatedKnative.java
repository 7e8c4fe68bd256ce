package dev.serval.platform.plan.golden;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.api.status.TrafficTarget;
import dev.serval.platform.plan.name.ObjectNames;
import dev.serval.platform.plan.rollout.Revisions;
import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ComponentPlan;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.service.ServicePlan;
import dev.serval.platform.plan.service.ServicePlanner;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.Readiness;
import dev.serval.platform.plan.status.StatusReporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knative as far as a rollout sees it: another pod is another revision, which is ready at once
/// unless the situation says that it never will be, and traffic goes where the plan says.
final class SimulatedKnative {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NEVER_READY = "never-ready";

    private final ServicePlanner planner;
    private final StatusReporter reporter = new StatusReporter();
    private int revisions;
    private @Nullable Object lastPod;
    private @Nullable String latestReady;
    private InferenceServiceStatus status = InferenceServiceStatus.EMPTY;

    SimulatedKnative(ServicePlanner planner) {
        this.planner = planner;
    }

    /// Applies a service and reconciles it until nothing changes.
    Map<String, Object> apply(InferenceService service) {
        for (InferenceServiceStatus before = null; !status.equals(before); ) {
            before = status;
            service.setStatus(status);
            PlanResult result = planner.plan(service);
            if (!(result instanceof ServicePlan plan)) {
                throw new AssertionError("refused: " + result);
            }
            status = reporter.report(service, plan, observed(service, plan), NOW);
        }
        ComponentStatus predictor = status.component("predictor");
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("traffic", predictor.traffic());
        told.put("latestRolledoutRevision", predictor.latestRolledoutRevision());
        told.put("previousRolledoutRevision", predictor.previousRolledoutRevision());
        told.put("latestReadyRevision", predictor.latestReadyRevision());
        told.put("latestCreatedRevision", predictor.latestCreatedRevision());
        return told;
    }

    private Observation observed(InferenceService service, ServicePlan plan) {
        ComponentPlan predictor = plan.component(ComponentKind.PREDICTOR).orElseThrow();
        boolean isReady =
                !"true".equals(predictor.pod().annotations().getOrDefault(NEVER_READY, ""));
        List<Object> pod = List.of(predictor.pod().spec(), predictor.storage());
        if (!pod.equals(lastPod)) {
            revisions++;
            lastPod = pod;
        }
        String created = ObjectNames.revision(predictor.name(), revisions);
        if (isReady) {
            latestReady = created;
        }
        List<TrafficTarget> traffic = new ArrayList<>();
        for (TrafficShare share : predictor.traffic()) {
            String revision = share.isLatest() ? latestReady : share.revision();
            traffic.add(
                    new TrafficTarget(
                            revision,
                            share.isLatest(),
                            share.percent(),
                            share.tag(),
                            null,
                            Map.of()));
        }
        ComponentObservation component =
                new ComponentObservation(
                        Readiness.READY,
                        Readiness.READY,
                        isReady
                                ? Readiness.READY
                                : Readiness.not("RevisionFailed", "the model cannot be loaded"),
                        new Revisions(created, latestReady, traffic),
                        List.of());
        return new Observation(
                Map.of(ComponentKind.PREDICTOR, component), Map.of(), Readiness.READY);
    }
}
