package dev.serval.platform.plan.local;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import dev.serval.platform.plan.runtime.RuntimeProgram;
import java.util.List;
import java.util.Map;

/// What a replica is.
public sealed interface LocalProgram {
    /// A process of one of Serval's own programs. The port is for whoever starts it.
    record Runs(RuntimeProgram program, List<String> arguments, Map<String, String> environment)
            implements LocalProgram {
        public Runs {
            arguments = List.copyOf(arguments);
            environment = orEmpty(environment);
        }
    }

    /// Nothing that a laptop could start.
    ///
    /// @param message why: most often, that it needs Kubernetes
    record NeedsKubernetes(String message) implements LocalProgram {}
}
