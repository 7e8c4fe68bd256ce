package dev.serval.platform.plan.service;

import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.scaling.Scaling;
import dev.serval.platform.plan.storage.ModelStorage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What shall run for a component.
///
/// @param kind what it does
/// @param name the name of its workload
/// @param runtime the runtime that serves its model, and why; null where it brings its own
///   containers
/// @param pod its pods
/// @param storage where its model comes from
/// @param placement on which nodes its pods run
/// @param scaling how many of them there are
/// @param traffic how its revisions share the traffic
/// @param calls what happens to its requests
public record ComponentPlan(
        ComponentKind kind,
        String name,
        @Nullable ChosenRuntime runtime,
        PodPlan pod,
        ModelStorage storage,
        Placement placement,
        Scaling scaling,
        List<TrafficShare> traffic,
        CallSettings calls) {

    public ComponentPlan {
        traffic = List.copyOf(traffic);
    }

    /// The runtime that serves its model; empty where it brings its own containers.
    public Optional<ChosenRuntime> chosenRuntime() {
        return Optional.ofNullable(runtime);
    }

    /// The same with a fixed number of replicas.
    public ComponentPlan withReplicas(int replicas) {
        return new ComponentPlan(
                kind,
                name,
                runtime,
                pod,
                storage,
                placement,
                scaling.fixed(replicas),
                traffic,
                calls);
    }
}
