package dev.serval.platform.local.client;

import dev.serval.platform.local.kind.ResourceType;

/// A resource by name.
///
/// @param namespace of no account where the type has none
public record ResourceName(ResourceType type, String namespace, String name) {
    /// `inferenceservice/iris`
    @Override
    public String toString() {
        return type.singular() + "/" + name;
    }
}
