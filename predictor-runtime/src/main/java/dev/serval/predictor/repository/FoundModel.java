package dev.serval.predictor.repository;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.configuration.ModelSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model as one look found it.
public sealed interface FoundModel {
    ModelName name();

    /// A model whose settings are understood.
    ///
    /// @param directory where its settings and labels are
    /// @param versions those that are there, whatever the version policy says
    /// @param remarks what is odd in its directory or has no effect in its settings, a line each
    record Servable(
            ModelName name,
            Path directory,
            ModelSettings settings,
            SortedMap<ModelVersion, FoundVersion> versions,
            List<String> remarks)
            implements FoundModel {
        public Servable {
            versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
            remarks = List.copyOf(remarks);
        }
    }

    /// A model that cannot be served as it is.
    ///
    /// @param required whether the process is ready only when this model is
    record Broken(ModelName name, String reason, boolean required) implements FoundModel {}
}
