package dev.serval.server.catalog;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Says that a model has to be brought into memory before anything is known of it. This is no
/// refusal and never reaches a caller: whoever meets it wakes the model and asks again.
public final class ModelIsCold extends RuntimeException {
    private final transient Supplier<CompletionStage<Void>> waking;

    /// @param waking brings the model into memory, once for all who ask at the same time
    public ModelIsCold(Supplier<CompletionStage<Void>> waking) {
        super("the model is not in memory", null, false, false);
        this.waking = waking;
    }

    /// Brings the model into memory, on another thread.
    ///
    /// @return done when asking again gets another answer; with a failure, too, if it could not be
    public CompletionStage<Void> wake() {
        return waking.get();
    }
}
