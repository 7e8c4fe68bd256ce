package dev.serval.platform.plan.service;

import dev.serval.platform.plan.runtime.Runtime;
import dev.serval.platform.plan.runtime.RuntimeSelection;
import dev.serval.platform.plan.runtime.RuntimeSelection.Candidate;
import java.util.List;

/// The runtime that serves a model, and why.
///
/// @param scope whether it is the namespace's or the cluster's
/// @param name its name
/// @param protocol how clients speak to it
/// @param reason why this one
/// @param refused why not the others
public record ChosenRuntime(
        Runtime.Scope scope, String name, String protocol, String reason, List<Candidate> refused) {
    public ChosenRuntime {
        refused = List.copyOf(refused);
    }

    static ChosenRuntime of(RuntimeSelection.Chosen chosen) {
        return new ChosenRuntime(
                chosen.runtime().scope(),
                chosen.runtime().name(),
                chosen.protocol(),
                chosen.reason(),
                chosen.refused());
    }
}
