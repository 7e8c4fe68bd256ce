package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.runtime.ServingRuntimeSpec;
import dev.serval.platform.plan.name.AnnotationNames;
import dev.serval.platform.plan.name.LabelNames;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The labels and annotations of a component's pods: the runtime's, over them the service's, over
/// them the component's own. What the service's model adds up to is nothing of other components'
/// files.
final class PodMetadata {
    private static final Set<String> NEVER_PASSED_ON =
            Set.of(
                    AnnotationNames.KNATIVE_MIN_SCALE,
                    AnnotationNames.KNATIVE_MAX_SCALE,
                    AnnotationNames.LAST_APPLIED,
                    AnnotationNames.MODEL_FORMAT);

    private final PlanningContext context;

    PodMetadata(PlanningContext context) {
        this.context = context;
    }

    PodPlan of(
            ComponentKind kind,
            ComponentSettings settings,
            ServingRuntimeSpec runtime,
            PodSpec pod) {
        Map<String, String> labels = new LinkedHashMap<>(runtime.labels());
        labels.putAll(without(context.labels(), context.config().heldBackLabels()));
        labels.remove(LabelNames.KNATIVE_VISIBILITY);
        labels.putAll(settings.labels());
        labels.put(LabelNames.SERVICE, context.id().name());
        labels.put(LabelNames.COMPONENT, kind.label());
        Map<String, String> annotations = new LinkedHashMap<>(runtime.annotations());
        annotations.putAll(without(context.annotations(), context.config().heldBackAnnotations()));
        annotations.keySet().removeAll(NEVER_PASSED_ON);
        if (kind != ComponentKind.PREDICTOR) {
            annotations.remove(AnnotationNames.MODEL_SHA256);
        }
        annotations.putAll(settings.annotations());
        return new PodPlan(labels, annotations, pod);
    }

    private static Map<String, String> without(Map<String, String> map, Set<String> heldBack) {
        Map<String, String> passedOn = new LinkedHashMap<>(map);
        passedOn.keySet().removeAll(heldBack);
        return passedOn;
    }
}
