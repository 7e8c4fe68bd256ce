package dev.serval.predictor.batching;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;

/// Who is told of each model version.
@FunctionalInterface
public interface BatchListeners {
    /// Nobody.
    BatchListeners NONE = (_, _) -> BatchListener.NONE;

    BatchListener of(ModelName name, ModelVersion version);
}
