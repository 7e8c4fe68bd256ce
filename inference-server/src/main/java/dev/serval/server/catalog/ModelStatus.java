package dev.serval.server.catalog;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import org.jspecify.annotations.Nullable;

/// The state of one model version at one moment.
///
/// @param version `null` for a model of which no version could be made out
/// @param reason why it is in that state, in words; empty where there is nothing to say
public record ModelStatus(
        ModelName name, @Nullable ModelVersion version, ModelState state, String reason) {}
