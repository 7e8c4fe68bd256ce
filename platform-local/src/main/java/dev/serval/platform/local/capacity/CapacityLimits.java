package dev.serval.platform.local.capacity;

/// How much a revision takes at most.
///
/// @param callsPerReplica how many calls a replica works on at once: `containerConcurrency`; 0 for
///   no limit
/// @param waitingCalls how many calls may wait for a place
public record CapacityLimits(long callsPerReplica, int waitingCalls) {
    public CapacityLimits {
        if (callsPerReplica < 0) {
            throw new IllegalArgumentException(
                    "callsPerReplica is %d, expected 0 or more".formatted(callsPerReplica));
        }
        if (waitingCalls < 1) {
            throw new IllegalArgumentException(
                    "waitingCalls is %d, expected 1 or more".formatted(waitingCalls));
        }
    }
}
