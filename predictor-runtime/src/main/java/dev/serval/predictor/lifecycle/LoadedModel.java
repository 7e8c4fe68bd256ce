package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.Model;
import dev.serval.predictor.configuration.BatchingSettings;
import dev.serval.server.catalog.ModelConfiguration;
import java.util.List;
import java.util.Map;

/// A model that an engine has loaded, with what its settings say about it. Closing it closes the
/// model.
///
/// @param labels by output: the names of its classes, in order
/// @param batching how far its requests may be merged
record LoadedModel(
        Model model,
        ModelConfiguration configuration,
        Map<String, List<String>> labels,
        BatchingSettings batching)
        implements AutoCloseable {
    LoadedModel {
        labels = Map.copyOf(labels);
    }

    @Override
    public void close() {
        model.close();
    }
}
