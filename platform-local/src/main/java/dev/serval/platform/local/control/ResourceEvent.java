package dev.serval.platform.local.control;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// A change of a resource or of its status, as Kubernetes' watches tell it.
public record ResourceEvent(Type type, HasMetadata resource) {
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
