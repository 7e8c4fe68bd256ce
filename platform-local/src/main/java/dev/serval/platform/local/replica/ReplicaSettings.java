package dev.serval.platform.local.replica;

import java.time.Duration;

/// How replicas are treated.
///
/// @param drainTime how long a replica that is no longer wanted may finish what it works on
/// @param endTime how long a program that was told to end may take before it is killed
/// @param firstBackOff how long the second restart waits; the first does not, each further twice as
///   long
/// @param longestBackOff the longest that a restart waits
/// @param healthyAfter a replica that was ready for so long restarts at once again
public record ReplicaSettings(
        Duration drainTime,
        Duration endTime,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration healthyAfter) {
    /// Kubernetes' waits between restarts.
    public static final ReplicaSettings DEFAULT =
            new ReplicaSettings(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1));
}
