package dev.serval.predictor.lifecycle;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import java.time.Duration;

/// Who is told of what is loaded, to count it. Called on loading threads.
public interface LoadListener {
    /// One that nobody listens to.
    LoadListener NONE = new LoadListener() {};

    /// @param memoryBytes what the model keeps in memory; 0 if unknown
    default void loaded(ModelName name, ModelVersion version, Duration took, long memoryBytes) {}

    default void failed(ModelName name, ModelVersion version, Duration took) {}

    default void unloaded(ModelName name, ModelVersion version) {}

    /// A version that was put out of memory, or never was in it, was brought in by a request.
    default void pagedIn(ModelName name, ModelVersion version) {}

    /// A version was put out of memory and goes on serving.
    default void pagedOut(ModelName name, ModelVersion version) {}
}
