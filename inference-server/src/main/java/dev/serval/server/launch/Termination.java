package dev.serval.server.launch;

import io.quarkus.runtime.Quarkus;
import sun.misc.Signal;

/// Makes SIGTERM, which is how Kubernetes and `./serval` end a runtime, an end like any other: the
/// JVM's own handling runs the same shutdown but ends with code 143, as if something had failed.
final class Termination {
    private static final String TERMINATE = "TERM";
    private static final int DONE = 0;

    private Termination() {}

    /// From here on SIGTERM finishes what was accepted and ends the process with code 0.
    static void endInOrder() {
        Signal.handle(new Signal(TERMINATE), _ -> Quarkus.asyncExit(DONE));
    }
}
