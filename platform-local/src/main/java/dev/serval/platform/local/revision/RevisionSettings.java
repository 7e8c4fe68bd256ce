package dev.serval.platform.local.revision;

import dev.serval.platform.local.replica.ReplicaSettings;
import dev.serval.platform.local.scaling.AutoscalerSettings;
import java.time.Duration;

/// How revisions are treated.
///
/// @param replicas how their replicas are
/// @param autoscaler how the number of those is found
/// @param progressDeadline how long a revision may take to become ready before it is called failed
/// @param linger how long a revision that nothing needs still answers, for calls that were routed
///   to it before
public record RevisionSettings(
        ReplicaSettings replicas,
        AutoscalerSettings autoscaler,
        Duration progressDeadline,
        Duration linger) {}
