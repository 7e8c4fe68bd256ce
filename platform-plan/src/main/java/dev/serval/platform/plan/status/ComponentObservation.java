package dev.serval.platform.plan.status;

import dev.serval.platform.plan.rollout.Revisions;
import java.util.List;

/// What is seen of a component.
///
/// @param ready whether it answers
/// @param routes whether its traffic is routed
/// @param configuration whether its latest revision is ready
/// @param revisions its revisions and their traffic
/// @param pods its pods, or the processes that stand for them, in any order
public record ComponentObservation(
        Readiness ready,
        Readiness routes,
        Readiness configuration,
        Revisions revisions,
        List<PodObservation> pods) {
    /// Nothing is seen yet.
    public static final ComponentObservation NOTHING =
            new ComponentObservation(
                    Readiness.UNKNOWN,
                    Readiness.UNKNOWN,
                    Readiness.UNKNOWN,
                    Revisions.NONE,
                    List.of());

    public ComponentObservation {
        pods = List.copyOf(pods);
    }
}
