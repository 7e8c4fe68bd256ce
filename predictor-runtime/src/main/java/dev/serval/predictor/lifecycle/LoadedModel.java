package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.Model;
import dev.serval.predictor.configuration.BatchingSettings;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.transformer.Collocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model that an engine has loaded, with what its settings say about it. Closing it closes the
/// model.
///
/// @param labels by output: the names of its classes, in order
/// @param batching how far its requests may be merged
/// @param collocation the transformer before it, if it has one
record LoadedModel(
        Model model,
        ModelConfiguration configuration,
        Map<String, List<String>> labels,
        BatchingSettings batching,
        Optional<Collocation> collocation)
        implements AutoCloseable {
    LoadedModel {
        labels = Map.copyOf(labels);
    }

    @Override
    public void close() {
        model.close();
    }
}
