package dev.serval.platform.operator.catalog;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.operator.meter.ServiceMeters;
import dev.serval.platform.operator.settings.SettingsStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Follows what planning depends on beside the service itself.
@Singleton
public class CatalogSources {
    private final SettingsStore settings;
    private final ServiceMeters meters;

    CatalogSources(SettingsStore settings, ServiceMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /// One for each kind.
    public List<EventSource<?, InferenceService>> of(EventSourceContext<InferenceService> context) {
        meters.count(context.getPrimaryCache());
        return List.of(
                source(ServingRuntime.class, RuntimeUse::concerns, context),
                source(ClusterServingRuntime.class, RuntimeUse::concerns, context),
                source(ClusterStorageContainer.class, (container, service) -> true, context),
                settings(context));
    }

    private static <R extends HasMetadata> EventSource<R, InferenceService> source(
            Class<R> kind,
            BiPredicate<R, InferenceService> concerns,
            EventSourceContext<InferenceService> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, InferenceService.class)
                        .withSecondaryToPrimaryMapper(concerned(concerns, context))
                        .withPrimaryToSecondaryMapper(_ -> Set.of())
                        .build(),
                context);
    }

    /// A change of the settings concerns every service.
    private EventSource<?, InferenceService> settings(
            EventSourceContext<InferenceService> context) {
        SimpleInboundEventSource<InferenceService> source =
                new SimpleInboundEventSource<>("settings");
        settings.whenChanged(() -> {
            if (source.isRunning()) {
                context.getPrimaryCache()
                        .list()
                        .map(ResourceID::fromResource)
                        .forEach(source::propagateEvent);
            }
        });
        return source;
    }

    private static <R extends HasMetadata> SecondaryToPrimaryMapper<R> concerned(
            BiPredicate<R, InferenceService> concerns,
            EventSourceContext<InferenceService> context) {
        return changed ->
                context.getPrimaryCache()
                        .list(service -> concerns.test(changed, service))
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet());
    }
}
