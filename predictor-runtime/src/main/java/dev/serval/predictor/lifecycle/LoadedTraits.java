package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelSignature;
import dev.serval.predictor.batching.Batcher;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.transformer.Collocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a version since it was loaded, also while it is not in memory.
///
/// @param signature the model's own, which is not what callers see where a transformer stands
///   before
/// @param batcher the latest, which knows what was learned
record LoadedTraits(
        ModelSignature signature,
        ModelConfiguration configuration,
        Map<String, List<String>> labels,
        Batcher batcher,
        Optional<Collocation> collocation) {
    static LoadedTraits of(LoadedModel loaded, Batcher batcher) {
        return new LoadedTraits(
                loaded.model().signature(),
                loaded.configuration(),
                loaded.labels(),
                batcher,
                loaded.collocation());
    }
}
