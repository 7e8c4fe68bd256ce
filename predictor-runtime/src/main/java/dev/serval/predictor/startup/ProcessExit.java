package dev.serval.predictor.startup;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;

/// Ends the process in order, from any thread.
@ApplicationScoped
class ProcessExit {
    /// @param code what the process ends with
    void end(int code) {
        Quarkus.asyncExit(code);
    }
}
