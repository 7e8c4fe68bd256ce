package dev.serval.platform.operator.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.operator.catalog.CatalogSources;
import dev.serval.platform.operator.catalog.ClusterCatalog;
import dev.serval.platform.operator.knative.KnativeSources;
import dev.serval.platform.operator.settings.ClusterSettings;
import dev.serval.platform.plan.service.PlanResult;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
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
    private final ServiceReports reports;

    InferenceServiceReconciler(
            CatalogSources catalogSources,
            KnativeSources knativeSources,
            ClusterCatalog catalog,
            Rollouts rollouts,
            ServiceReports reports) {
        this.catalogSources = catalogSources;
        this.knativeSources = knativeSources;
        this.catalog = catalog;
        this.rollouts = rollouts;
        this.reports = reports;
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
        ClusterSettings settings = catalog.settings();
        PlanResult plan = catalog.planner(service, settings, context).plan(service);
        Caches.requireFollowed(context.eventSourceRetriever());
        Applied applied = rollouts.apply(service, plan, settings, context);
        Caches.requireFollowed(context.eventSourceRetriever());
        return reports.report(service, plan, applied);
    }

    @Override
    public ErrorStatusUpdateControl<InferenceService> updateErrorStatus(
            InferenceService service, Context<InferenceService> context, Exception failure) {
        boolean isTriedAgain =
                context.getRetryInfo().map(retry -> retry.getAttemptCount() > 0).orElse(false);
        return reports.reportFailure(service, failure, isTriedAgain);
    }
}
