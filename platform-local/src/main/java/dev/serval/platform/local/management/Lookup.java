package dev.serval.platform.local.management;

import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.management.ManagementFailure.Malformed;
import dev.serval.platform.local.management.ManagementFailure.Missing;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/// Finds what a call names, or refuses it.
@Singleton
class Lookup {
    private final LocalPlatform platform;

    Lookup(LocalPlatform platform) {
        this.platform = platform;
    }

    ResourceType type(String word) {
        return ResourceType.find(word).orElseThrow(() -> new Malformed(ResourceType.unknown(word)));
    }

    ResourceKey key(String type, String namespace, String name) {
        ResourceType known = type(type);
        return new ResourceKey(known.kind(), known.namespaceOf(namespace), name);
    }

    HasMetadata require(ResourceKey key) {
        return platform.find(key).orElseThrow(() -> missing(key));
    }

    /// The key of a service that is there.
    ResourceKey requireService(String namespace, String name) {
        ResourceKey key = new ResourceKey(ResourceType.INFERENCE_SERVICE.kind(), namespace, name);
        require(key);
        return key;
    }

    Missing missing(ResourceKey key) {
        String there =
                platform.list(key.kind(), key.namespace()).stream()
                        .map(resource -> resource.getMetadata().getName())
                        .collect(Collectors.joining(", "));
        return new Missing(
                "there is no %s%s".formatted(key, there.isEmpty() ? "" : "; there are: " + there));
    }
}
