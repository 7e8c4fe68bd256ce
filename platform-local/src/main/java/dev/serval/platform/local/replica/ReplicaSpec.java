package dev.serval.platform.local.replica;

import dev.serval.platform.plan.local.LocalProgram;
import java.nio.file.Path;

/// What a replica is.
///
/// @param name its name: `iris-predictor-00001-a`
/// @param component `predictor`
/// @param revision `iris-predictor-00001`
/// @param program what it runs
/// @param log where its output goes
public record ReplicaSpec(
        String name, String component, String revision, LocalProgram.Runs program, Path log) {}
