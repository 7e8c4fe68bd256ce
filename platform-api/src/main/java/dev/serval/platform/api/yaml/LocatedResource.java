package dev.serval.platform.api.yaml;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// A resource and where its document starts.
public record LocatedResource(HasMetadata resource, SourceLocation where) {
    /// What tells it from others: `InferenceService 'team/iris'`.
    public String identity() {
        String namespace = resource.getMetadata().getNamespace();
        String name = resource.getMetadata().getName();
        return "%s '%s'"
                .formatted(resource.getKind(), namespace == null ? name : namespace + "/" + name);
    }
}
