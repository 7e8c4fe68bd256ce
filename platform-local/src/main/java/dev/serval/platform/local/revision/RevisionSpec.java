package dev.serval.platform.local.revision;

import dev.serval.platform.plan.local.LocalComponent;
import dev.serval.platform.plan.local.LocalProgram;
import dev.serval.platform.plan.name.ObjectNames;
import java.time.Instant;

/// What a revision is, once and for all.
///
/// @param workload the workload that it is a revision of: `iris-predictor`
/// @param number counts the workload's revisions from 1
/// @param program what its replicas run
/// @param containerConcurrency how many calls a replica works on at once; 0 for no limit
/// @param created when it was made
public record RevisionSpec(
        String workload,
        int number,
        LocalProgram.Runs program,
        long containerConcurrency,
        Instant created) {

    /// `iris-predictor-00001`
    public String name() {
        return ObjectNames.revision(workload, number);
    }

    /// Whether `component` asks for the very same, with `wanted` as its program.
    boolean isFor(LocalComponent component, LocalProgram.Runs wanted) {
        return program.equals(wanted)
                && containerConcurrency == component.scaling().containerConcurrency();
    }
}
