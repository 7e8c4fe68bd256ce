package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.CanarySpec;
import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.merge.PodMerge;
import dev.serval.platform.plan.runtime.ModelDemand;
import dev.serval.platform.plan.runtime.RuntimeSelection;
import dev.serval.platform.plan.runtime.RuntimeSelection.Chosen;
import dev.serval.platform.plan.runtime.RuntimeSelection.NotFound;
import dev.serval.platform.plan.runtime.RuntimeSelector;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Plans the component that holds the model, and its declared canaries.
final class PredictorPlanner {
    private static final int ALL = 100;

    private final PlanningContext context;
    private final RuntimeSelector runtimes;
    private final ComponentPlanner components;
    private final PodMerge merge = new PodMerge();

    PredictorPlanner(PlanningContext context, RuntimeSelector runtimes, StorageUris storageUris) {
        this.context = context;
        this.runtimes = runtimes;
        this.components = new ComponentPlanner(context, storageUris);
    }

    /// The predictor that every service has.
    ComponentPlan stable() throws RefusedException {
        PredictorSpec predictor = context.spec().predictor();
        return plan(predictor, context.names().predictor(predictor.name()));
    }

    /// The canaries beside it.
    List<CanaryPlan> canaries(ComponentPlan stable) throws RefusedException {
        List<CanaryPlan> canaries = new ArrayList<>();
        for (CanarySpec canary : context.spec().canary()) {
            PredictorSpec overlay =
                    Objects.requireNonNullElse(canary.predictor(), PredictorSpec.EMPTY);
            String name = Objects.requireNonNullElse(overlay.name(), "");
            int percent = Objects.requireNonNullElse(canary.trafficPercent(), 0);
            PredictorSpec predictor = merge.predictors(context.spec().predictor(), overlay);
            ComponentPlan plan = plan(predictor, context.names().canary(name));
            canaries.add(
                    new CanaryPlan(
                            name, percent, plan.withReplicas(replicas(overlay, stable, percent))));
        }
        return canaries;
    }

    private static int replicas(PredictorSpec overlay, ComponentPlan stable, int percent) {
        Integer written = overlay.settings().minReplicas();
        return written == null
                ? Math.ceilDiv(stable.scaling().minReplicas() * percent, ALL)
                : written;
    }

    private ComponentPlan plan(PredictorSpec predictor, String workload) throws RefusedException {
        if (predictor.workerSpec() != null) {
            throw components.refused(
                    "spec.predictor.workerSpec: a model that spans several nodes is not served yet");
        }
        ModelSpec model = predictor.model();
        return model == null
                ? components.plan(
                        ComponentKind.PREDICTOR, workload, predictor, components.own(predictor))
                : served(predictor, model, workload);
    }

    private ComponentPlan served(PredictorSpec predictor, ModelSpec model, String workload)
            throws RefusedException {
        if (model.source().confidential() != null
                && Boolean.TRUE.equals(model.source().confidential().enabled())) {
            throw components.refused(
                    "spec.predictor.model.confidential: an encrypted model is not served yet");
        }
        Chosen chosen = chosen(ModelDemand.of(model, false));
        ServedPod pod = new ServedPod(context, merge);
        PodSpec spec;
        try {
            spec = pod.of(predictor, model, chosen);
        } catch (ServedPod.UnusableRuntimeException failure) {
            throw components.refused(String.valueOf(failure.getMessage()));
        }
        return components.plan(
                ComponentKind.PREDICTOR,
                workload,
                predictor,
                new ComponentPlanner.Workload(
                        ChosenRuntime.of(chosen),
                        chosen.runtime().spec(),
                        spec,
                        components.storageOf(predictor, model)));
    }

    private Chosen chosen(ModelDemand demand) throws RefusedException {
        RuntimeSelection selection = runtimes.select(demand);
        return switch (selection) {
            case Chosen chosen -> chosen;
            case NotFound notFound ->
                    throw new RefusedException(
                            new Refusal(
                                    context.id(),
                                    reasonOf(notFound),
                                    notFound.message(),
                                    List.of(),
                                    notFound.refused()));
        };
    }

    private static Refusal.Reason reasonOf(NotFound notFound) {
        return switch (notFound.reason()) {
            case NO_SUPPORTING_RUNTIME -> Refusal.Reason.NO_SUPPORTING_RUNTIME;
            case RUNTIME_NOT_RECOGNIZED -> Refusal.Reason.RUNTIME_NOT_RECOGNIZED;
            case RUNTIME_DISABLED -> Refusal.Reason.RUNTIME_DISABLED;
        };
    }
}
