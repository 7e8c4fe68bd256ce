package dev.serval.platform.operator.meter;

import dev.serval.platform.api.inference.InferenceService;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// How many services there are, and how many of them are ready:
/// `serval_inferenceservices{ready="true|false"}`.
@Singleton
public class ServiceMeters {
    private final MeterRegistry registry;

    ServiceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts the services of a cache from now on.
    public void count(IndexerResourceCache<InferenceService> services) {
        for (boolean isReady : new boolean[] {true, false}) {
            Gauge.builder(
                            "serval.inferenceservices",
                            services,
                            cache ->
                                    cache.list(service -> service.reported().isReady() == isReady)
                                            .count())
                    .tag("ready", Boolean.toString(isReady))
                    .description("Services, by whether they are ready")
                    .register(registry);
        }
    }
}
