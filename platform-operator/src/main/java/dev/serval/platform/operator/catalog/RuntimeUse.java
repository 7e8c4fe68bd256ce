package dev.serval.platform.operator.catalog;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.status.InferenceServiceStatus;
import dev.serval.platform.plan.name.AnnotationNames;
import io.fabric8.kubernetes.api.model.HasMetadata;

/// Which services a change of a runtime concerns.
final class RuntimeUse {
    private RuntimeUse() {}

    /// Those that use the runtime, unless they are ready and asked not to follow it; and those that
    /// use none yet.
    static boolean concerns(HasMetadata runtime, InferenceService service) {
        if (runtime instanceof ServingRuntime && !isBeside(runtime, service)) {
            return false;
        }
        InferenceServiceStatus status = service.reported();
        String used =
                runtime instanceof ServingRuntime
                        ? status.servingRuntimeName()
                        : status.clusterServingRuntimeName();
        if (runtime.getMetadata().getName().equals(used)) {
            return !isHeld(service);
        }
        return status.servingRuntimeName() == null && status.clusterServingRuntimeName() == null;
    }

    private static boolean isBeside(HasMetadata runtime, InferenceService service) {
        return runtime.getMetadata().getNamespace().equals(service.getMetadata().getNamespace());
    }

    private static boolean isHeld(InferenceService service) {
        return "true"
                        .equals(
                                service.getMetadata()
                                        .getAnnotations()
                                        .get(AnnotationNames.DISABLE_AUTO_UPDATE))
                && service.reported().isReady();
    }
}
