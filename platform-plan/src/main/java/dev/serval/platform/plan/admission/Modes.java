package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.AnnotationNames;
import java.util.Map;
import java.util.Optional;

/// What runs a service's pods: what was recorded in its status, else what it says, else the
/// default.
public final class Modes {
    private Modes() {}

    /// The mode of a service.
    public static DeploymentMode of(InferenceService service, PlatformConfig config) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        String annotated =
                annotations == null ? null : annotations.get(AnnotationNames.DEPLOYMENT_MODE);
        return Optional.ofNullable(service.reported().deploymentMode())
                .flatMap(DeploymentMode::find)
                .or(() -> Optional.ofNullable(annotated).flatMap(DeploymentMode::find))
                .orElse(config.defaultMode());
    }
}
