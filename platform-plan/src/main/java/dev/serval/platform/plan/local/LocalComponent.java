package dev.serval.platform.plan.local;

import dev.serval.platform.plan.rollout.TrafficShare;
import dev.serval.platform.plan.service.ComponentKind;
import java.util.List;

/// What a laptop runs for a component.
///
/// @param kind what it does
/// @param name the name of its workload, which its revisions are named after
/// @param program what a replica is
/// @param scaling how many replicas there are
/// @param traffic how its revisions share the traffic
/// @param timeoutSeconds how long a request may take
public record LocalComponent(
        ComponentKind kind,
        String name,
        LocalProgram program,
        LocalScaling scaling,
        List<TrafficShare> traffic,
        long timeoutSeconds) {
    public LocalComponent {
        traffic = List.copyOf(traffic);
    }
}
