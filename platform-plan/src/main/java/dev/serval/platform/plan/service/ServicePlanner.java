package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.plan.admission.Defaulting;
import dev.serval.platform.plan.admission.Modes;
import dev.serval.platform.plan.admission.Validation;
import dev.serval.platform.plan.admission.Violation;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.runtime.RuntimeCatalog;
import dev.serval.platform.plan.runtime.RuntimeSelector;
import dev.serval.platform.plan.storage.StorageUris;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Plans services out of what a namespace offers. The same service, offered the same, always gets
/// the same plan.
public final class ServicePlanner {
    private final PlatformConfig config;
    private final RuntimeSelector runtimes;
    private final StorageUris storageUris;
    private final Defaulting defaulting;
    private final Validation validation;

    public ServicePlanner(RuntimeCatalog catalog, StorageUris storageUris, PlatformConfig config) {
        this.config = config;
        this.runtimes = new RuntimeSelector(catalog);
        this.storageUris = storageUris;
        this.defaulting = new Defaulting(config);
        this.validation = new Validation(config);
    }

    /// The plan for a service, or why there is none.
    public PlanResult plan(InferenceService service) {
        InferenceService filled = defaulting.apply(service);
        List<Violation> violations = validation.check(filled);
        if (!violations.isEmpty()) {
            return invalid(ServiceId.of(filled), violations);
        }
        PlanningContext context = new PlanningContext(filled, Modes.of(filled, config), config);
        try {
            return plan(context);
        } catch (RefusedException refused) {
            return refused.refusal();
        }
    }

    private ServicePlan plan(PlanningContext context) throws RefusedException {
        List<ComponentPlan> components = new ArrayList<>();
        List<CanaryPlan> canaries = List.of();
        boolean isStopped = context.isAnnotated(AnnotationNames.STOP);
        if (!isStopped) {
            PredictorPlanner predictors = new PredictorPlanner(context, runtimes, storageUris);
            components.add(predictors.stable());
            components.addAll(new FollowerPlanner(context, storageUris).components());
            canaries = predictors.canaries(components.getFirst());
        }
        return new ServicePlan(
                context.id(),
                context.mode(),
                components,
                canaries,
                UrlPlanner.urls(context),
                isStopped,
                warnings(context));
    }

    private static Refusal invalid(ServiceId id, List<Violation> violations) {
        return new Refusal(
                id,
                Refusal.Reason.INVALID_PREDICTOR_SPEC,
                violations.stream().map(Violation::toString).collect(Collectors.joining("; ")),
                violations,
                List.of());
    }

    private static List<String> warnings(PlanningContext context) {
        List<String> warnings = new ArrayList<>();
        InferenceServiceSpec spec = context.spec();
        Integer minReplicas = spec.predictor().settings().minReplicas();
        boolean scalesByKeda =
                "keda".equals(context.annotations().get(AnnotationNames.AUTOSCALER_CLASS));
        if (context.mode() == DeploymentMode.STANDARD
                && minReplicas != null
                && minReplicas == 0
                && !scalesByKeda) {
            warnings.add(
                    "spec.predictor.minReplicas is 0, but in Standard mode only the autoscaler class 'keda' scales to zero");
        }
        if (spec.predictor().settings().scaleMetricType() != null) {
            warnings.add("spec.predictor.scaleMetricType has no effect");
        }
        return warnings;
    }
}
