package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.revision.Workload;
import dev.serval.platform.local.revision.WorkloadContext;
import dev.serval.platform.local.revision.WorkloadState;
import dev.serval.platform.local.routing.ComponentRoute;
import dev.serval.platform.plan.local.LocalCanary;
import dev.serval.platform.plan.local.LocalComponent;
import dev.serval.platform.plan.local.LocalPlan;
import dev.serval.platform.plan.rollout.Rollout;
import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.status.ComponentObservation;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What runs for a service: a workload for each component and each declared canary, by name. A
/// workload that takes another's place does so when it is ready.
final class Components {
    private final Function<LocalComponent, WorkloadContext> contexts;
    private final Runnable changed;
    private final Map<String, WorkloadState> known = new LinkedHashMap<>();
    private final Map<String, Workload> workloads = new LinkedHashMap<>();
    private final Map<ComponentKind, Workload> serving = new EnumMap<>(ComponentKind.class);
    private LocalPlan plan;

    /// @param plan what shall run first
    /// @param states what ran before a restart of the platform
    /// @param contexts what a component's workload needs to run
    /// @param changed is run after each change
    Components(
            LocalPlan plan,
            List<WorkloadState> states,
            Function<LocalComponent, WorkloadContext> contexts,
            Runnable changed) {
        this.plan = plan;
        this.contexts = contexts;
        this.changed = changed;
        states.forEach(state -> known.put(state.name(), state));
    }

    /// Begins to make a plan true.
    ///
    /// @param service the service with what was reported of it
    void run(LocalPlan wanted, InferenceService service) {
        plan = wanted;
        for (LocalComponent component : plan.components()) {
            ComponentStatus reported = service.reported().component(component.kind().label());
            workload(component).apply(component, Rollout.of(reported));
        }
        for (LocalCanary canary : plan.canaries()) {
            workload(canary.predictor()).apply(canary.predictor(), new Rollout(null, null));
        }
        follow();
    }

    /// Takes in what was asked, and scales.
    void tick() {
        workloads.values().forEach(Workload::tick);
    }

    void retire() {
        workloads.values().forEach(Workload::retire);
    }

    void end() {
        workloads.values().forEach(Workload::end);
    }

    boolean isGone() {
        return workloads.values().stream().allMatch(Workload::isGone);
    }

    Observation observe() {
        Map<ComponentKind, ComponentObservation> components = new EnumMap<>(ComponentKind.class);
        for (LocalComponent component : plan.components()) {
            String url = plan.urls().component(component.kind());
            components.put(component.kind(), workload(component).observe(url));
        }
        Map<String, ComponentObservation> canaries = new LinkedHashMap<>();
        for (LocalCanary canary : plan.canaries()) {
            canaries.put(canary.name(), observe(canary));
        }
        return new Observation(components, canaries, Readiness.READY);
    }

    /// How the components are reached. A component that was added to a service that answers gets no
    /// call before it is ready.
    List<ComponentRoute> routes() {
        List<ComponentRoute> routes = new ArrayList<>();
        for (LocalComponent component : plan.components()) {
            Workload answers = serving.get(component.kind());
            if (answers != null) {
                routes.add(route(component, answers));
            }
        }
        for (LocalCanary canary : plan.canaries()) {
            LocalComponent component = canary.predictor();
            routes.add(
                    new ComponentRoute(
                            component.kind(),
                            component.name(),
                            workload(component).shares(),
                            Duration.ofSeconds(component.timeoutSeconds())));
        }
        return routes;
    }

    /// Why a component cannot be started at all; null where each can or does run.
    @Nullable String obstacle() {
        for (Workload workload : serving.values()) {
            if (workload.obstacle() != null) {
                return workload.obstacle();
            }
        }
        return null;
    }

    List<ReplicaView> replicas() {
        return workloads.values().stream()
                .flatMap(workload -> workload.replicas().stream())
                .toList();
    }

    List<ScaleDecision> decisions() {
        return workloads.values().stream()
                .flatMap(workload -> workload.decisions().stream())
                .sorted(Comparator.comparing(ScaleDecision::at))
                .toList();
    }

    /// What has to be kept to bring it all back.
    List<WorkloadState> states() {
        Map<String, WorkloadState> states = new LinkedHashMap<>(known);
        workloads.values().forEach(workload -> states.put(workload.name(), workload.state()));
        return List.copyOf(states.values());
    }

    /// Lets those answer that can, and ends those that nobody needs any more.
    private void follow() {
        boolean answers = serving.values().stream().anyMatch(Workload::wasReady);
        Set<Workload> needed = new HashSet<>();
        for (LocalComponent component : plan.components()) {
            Workload wanted = workload(component);
            if (wanted.wasReady() || !answers) {
                serving.put(component.kind(), wanted);
            }
            needed.add(wanted);
        }
        plan.canaries().forEach(canary -> needed.add(workload(canary.predictor())));
        serving.keySet().removeIf(kind -> plan.component(kind).isEmpty());
        needed.addAll(serving.values());
        workloads.values().stream()
                .filter(workload -> !needed.contains(workload))
                .forEach(Workload::retire);
    }

    private ComponentRoute route(LocalComponent component, Workload answers) {
        CanaryShares shares = new CanaryShares(answers.shares());
        if (component.kind() == ComponentKind.PREDICTOR) {
            for (LocalCanary canary : plan.canaries()) {
                if (observe(canary).ready().isReady()) {
                    shares.add(canary.percent(), workload(canary.predictor()).shares());
                }
            }
        }
        return new ComponentRoute(
                component.kind(),
                component.name(),
                shares.all(),
                Duration.ofSeconds(component.timeoutSeconds()));
    }

    private ComponentObservation observe(LocalCanary canary) {
        return workload(canary.predictor()).observe(plan.urls().component(ComponentKind.PREDICTOR));
    }

    private Workload workload(LocalComponent component) {
        return workloads.computeIfAbsent(
                component.name(),
                name -> {
                    WorkloadState state = known.remove(name);
                    return new Workload(
                            state == null ? WorkloadState.none(name) : state,
                            contexts.apply(component),
                            changed);
                });
    }
}
