package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.InferenceService;
import java.util.Objects;

/// Which InferenceService is meant.
///
/// @param generation the generation of its specification; 0 where nobody counts
public record ServiceId(String namespace, String name, long generation) {
    /// The namespace of what names none.
    public static final String DEFAULT_NAMESPACE = "default";

    /// The identity of a resource.
    public static ServiceId of(InferenceService service) {
        String namespace = service.getMetadata().getNamespace();
        return new ServiceId(
                namespace == null || namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace,
                Objects.requireNonNullElse(service.getMetadata().getName(), ""),
                Objects.requireNonNullElse(service.getMetadata().getGeneration(), 0L));
    }

    /// `default/iris`
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
