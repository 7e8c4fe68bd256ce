package dev.serval.predictor.lifecycle;

import dev.serval.predictor.configuration.ModelSettings;
import dev.serval.predictor.repository.FoundVersion;
import org.jspecify.annotations.Nullable;

/// What a version was, or was to be, loaded from. The same attempt again has the same outcome.
record Attempt(ModelSettings settings, @Nullable FoundVersion files) {}
