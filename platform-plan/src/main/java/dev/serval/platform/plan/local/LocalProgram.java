package dev.serval.platform.plan.local;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.platform.plan.runtime.ProgramArguments;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a replica is.
public sealed interface LocalProgram {
    /// A process of one of Serval's own programs. The port is for whoever starts it.
    ///
    /// @param transformer the process that answers in its place, and asks it; null where there is
    ///   none
    record Runs(
            RuntimeProgram program,
            List<String> arguments,
            Map<String, String> environment,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Runs transformer)
            implements LocalProgram {
        public Runs {
            arguments = List.copyOf(arguments);
            environment = orEmpty(environment);
        }

        public Runs(
                RuntimeProgram program, List<String> arguments, Map<String, String> environment) {
            this(program, arguments, environment, null);
        }

        /// The same, told which predictor it is to ask.
        public Runs asking(String host, int port) {
            ProgramArguments told =
                    ProgramArguments.of(arguments)
                            .with(RuntimeArgument.PREDICTOR_HOST, host + ":" + port);
            return new Runs(program, told.words(), environment, transformer);
        }

        /// The same, with a process that answers in its place.
        Runs behind(Runs transformer) {
            return new Runs(program, arguments, environment, transformer);
        }
    }

    /// Nothing that a laptop could start.
    ///
    /// @param message why: most often, that it needs Kubernetes
    record NeedsKubernetes(String message) implements LocalProgram {}
}
