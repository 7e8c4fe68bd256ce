package dev.serval.platform.local.revision;

import java.nio.file.Path;

/// What a workload's revisions need to run.
///
/// @param component what they do: `predictor`
/// @param logs where the output of their replicas goes
/// @param machine what they run on
/// @param settings how they are treated
public record WorkloadContext(
        String component, Path logs, Machine machine, RevisionSettings settings) {}
