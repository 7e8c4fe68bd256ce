package dev.serval.predictor.lifecycle;

import dev.serval.predictor.batching.Batcher;
import java.util.concurrent.CompletableFuture;

/// One stay of a version in memory: from being loaded to being put out or unloaded.
record Residency(LoadedModel loaded, Batcher batcher, Leases leases) {
    Residency(LoadedModel loaded, Batcher batcher) {
        this(loaded, batcher, new Leases());
    }

    /// Lets nobody in any more.
    ///
    /// @return done when the last use has ended, after which the model may be closed
    CompletableFuture<Void> end() {
        return leases.retire();
    }
}
