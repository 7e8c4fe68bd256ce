package dev.serval.platform.local.revision;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a workload needs to be brought back after a restart of the platform.
///
/// @param name its name: `iris-predictor`
/// @param lastNumber the number of its newest revision; 0 before the first
/// @param latestReady the name of the newest revision that was ready; null before the first
/// @param revisions its revisions, the oldest first
public record WorkloadState(
        String name, int lastNumber, @Nullable String latestReady, List<KnownRevision> revisions) {
    public WorkloadState {
        revisions = orEmpty(revisions);
    }

    /// A workload that has no revision yet.
    public static WorkloadState none(String name) {
        return new WorkloadState(name, 0, null, List.of());
    }

    /// A revision.
    ///
    /// @param wasReady whether it was ready once
    public record KnownRevision(RevisionSpec spec, boolean wasReady) {}
}
