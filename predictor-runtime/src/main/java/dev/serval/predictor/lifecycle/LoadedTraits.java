package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelSignature;
import dev.serval.predictor.batching.Batcher;
import dev.serval.server.catalog.ModelConfiguration;
import java.util.List;
import java.util.Map;

/// What is known of a version since it was loaded, also while it is not in memory.
///
/// @param batcher the latest, which knows what was learned
record LoadedTraits(
        ModelSignature signature,
        ModelConfiguration configuration,
        Map<String, List<String>> labels,
        Batcher batcher) {
    static LoadedTraits of(LoadedModel loaded, Batcher batcher) {
        return new LoadedTraits(
                loaded.model().signature(), loaded.configuration(), loaded.labels(), batcher);
    }
}
