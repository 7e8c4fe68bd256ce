package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.ObjectNames;
import java.util.Map;
import java.util.Objects;

/// The service that is being planned, and what is settled about it.
///
/// @param service the resource with everything filled in
/// @param mode what runs its pods on Kubernetes
record PlanningContext(InferenceService service, DeploymentMode mode, PlatformConfig config) {
    ServiceId id() {
        return ServiceId.of(service);
    }

    ObjectNames names() {
        return new ObjectNames(id().name());
    }

    InferenceServiceSpec spec() {
        return service.specification();
    }

    Map<String, String> labels() {
        return Objects.requireNonNullElse(
                service.getMetadata().getLabels(), Map.<String, String>of());
    }

    Map<String, String> annotations() {
        return Objects.requireNonNullElse(
                service.getMetadata().getAnnotations(), Map.<String, String>of());
    }

    boolean isAnnotated(String annotation) {
        return "true".equals(annotations().get(annotation));
    }

    ComponentStatus reported(ComponentKind kind) {
        return service.reported().component(kind.label());
    }

    String workload(ComponentKind kind) {
        return switch (kind) {
            case PREDICTOR -> names().predictor(spec().predictor().name());
            case TRANSFORMER -> names().transformer();
            case EXPLAINER -> names().explainer();
        };
    }
}
