package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.operator.catalog.CatalogSources;
import dev.serval.platform.operator.catalog.ClusterCatalog;
import dev.serval.platform.operator.knative.KnativeSources;
import dev.serval.platform.operator.settings.ClusterSettings;
import dev.serval.platform.plan.service.PlanResult;
import dev.serval.platform.plan.status.Observation;
import dev.serval.platform.plan.status.StatusReporter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Makes an InferenceService true and reports it. Looks at everything each time and at no event.
@ControllerConfiguration(
        name = "inferenceservice",
        fieldManager = "serval",
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = ServiceChange.class))
@GradualRetry(
        maxAttempts = -1,
        initialInterval = 1_000,
        intervalMultiplier = 2,
        maxInterval = 60_000)
public class InferenceServiceReconciler implements Reconciler<InferenceService> {
    private final CatalogSources catalogSources;
    private final KnativeSources knativeSources;
    private final ClusterCatalog catalog;
    private final Rollouts rollouts;
    private final StatusReporter reporter = new StatusReporter();
    private final Clock clock;

    InferenceServiceReconciler(
            CatalogSources catalogSources,
            KnativeSources knativeSources,
            ClusterCatalog catalog,
            Rollouts rollouts) {
        this.catalogSources = catalogSources;
        this.knativeSources = knativeSources;
        this.catalog = catalog;
        this.rollouts = rollouts;
        this.clock = Clock.systemUTC();
    }

    @Override
    public List<EventSource<?, InferenceService>> prepareEventSources(
            EventSourceContext<InferenceService> context) {
        List<EventSource<?, InferenceService>> sources =
                new ArrayList<>(catalogSources.of(context));
        sources.addAll(knativeSources.always(context));
        return sources;
    }

    @Override
    public UpdateControl<InferenceService> reconcile(
            InferenceService service, Context<InferenceService> context) {
        ClusterSettings settings = catalog.settings(context);
        PlanResult plan = catalog.planner(service, settings, context).plan(service);
        Observation seen = rollouts.apply(service, plan, settings, context);
        return reported(service, reporter.report(service, plan, seen, clock.instant()));
    }

    /// Writes a status only where it says something new.
    private static UpdateControl<InferenceService> reported(
            InferenceService service, InferenceServiceStatus status) {
        if (status.equals(service.reported())) {
            return UpdateControl.noUpdate();
        }
        InferenceService patch = new InferenceService();
        patch.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(service.getMetadata().getNamespace())
                        .withName(service.getMetadata().getName())
                        .build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch);
    }
}
