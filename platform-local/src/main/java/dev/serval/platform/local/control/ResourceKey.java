package dev.serval.platform.local.control;

/// Which resource is meant.
///
/// @param kind `InferenceService`
/// @param namespace `default` where a resource names none; empty for kinds of the cluster
public record ResourceKey(String kind, String namespace, String name) {
    /// `InferenceService default/iris`
    @Override
    public String toString() {
        return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
    }
}
