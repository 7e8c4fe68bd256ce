package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.BatcherSpec;
import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.inference.LoggerSpec;
import org.jspecify.annotations.Nullable;

/// What happens to the requests of a component.
///
/// @param timeoutSeconds how long one may take; null for the platform's default
/// @param batcher how they are gathered into batches; null where they are not
/// @param logger where they are recorded; null where they are not
public record CallSettings(
        @Nullable Long timeoutSeconds, @Nullable BatcherSpec batcher, @Nullable LoggerSpec logger) {
    static CallSettings of(ComponentSettings settings) {
        return new CallSettings(settings.timeout(), settings.batcher(), settings.logger());
    }
}
