package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.name.AnnotationNames;
import java.util.Map;
import java.util.Set;

/// What a service's annotations may say.
final class AnnotationRules {
    private static final Set<String> AUTOSCALERS = Set.of("hpa", "external", "keda", "none");
    private static final String FIELD = "metadata.annotations[%s]";

    private AnnotationRules() {}

    static void check(InferenceService service, Violations violations) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        String autoscaler = annotations.get(AnnotationNames.AUTOSCALER_CLASS);
        if (autoscaler != null && !AUTOSCALERS.contains(autoscaler)) {
            violations.add(
                    FIELD.formatted(AnnotationNames.AUTOSCALER_CLASS),
                    "[%s] is not a supported autoscaler class type, expected one of external, hpa, keda, none"
                            .formatted(autoscaler));
        }
        checkMode(service, annotations, violations);
    }

    private static void checkMode(
            InferenceService service, Map<String, String> annotations, Violations violations) {
        String field = FIELD.formatted(AnnotationNames.DEPLOYMENT_MODE);
        String wanted = annotations.get(AnnotationNames.DEPLOYMENT_MODE);
        if (wanted == null) {
            return;
        }
        if (DeploymentMode.find(wanted).isEmpty()) {
            violations.add(field, "expected Knative or Standard, found '%s'".formatted(wanted));
            return;
        }
        if (wanted.equals(DeploymentMode.MODEL_MESH.label())) {
            violations.add(field, "ModelMesh is not served here, expected Knative or Standard");
            return;
        }
        String recorded = service.reported().deploymentMode();
        if (recorded != null && !recorded.equals(wanted)) {
            violations.add(
                    field,
                    "update rejected: deploymentMode cannot be changed from '%s' to '%s'"
                            .formatted(recorded, wanted));
        }
    }
}
