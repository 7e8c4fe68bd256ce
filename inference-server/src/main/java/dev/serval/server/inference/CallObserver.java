package dev.serval.server.inference;

import dev.serval.server.catalog.ServedModel;
import dev.serval.server.failure.Outcome;
import org.jspecify.annotations.Nullable;

/// Is told of every call that ended.
public interface CallObserver {
    /// What is known of a call at its end; durations in nanoseconds, 0 for stages not reached.
    ///
    /// @param model `null` if the call reached no model
    record EndedCall(
            @Nullable ServedModel model,
            WireProtocol protocol,
            Outcome outcome,
            long total,
            long queued,
            long reading,
            long computing,
            long writing) {}

    /// Called once a call, on any thread; must not block.
    void ended(EndedCall call);
}
