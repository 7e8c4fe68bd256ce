package dev.serval.platform.local.service;

import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.plan.service.ServiceId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which resource a document is about.
final class ResourceKeys {
    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private ResourceKeys() {}

    static ResourceKey of(HasMetadata resource) {
        String name = resource.getMetadata().getName();
        return new ResourceKey(resource.getKind(), namespaceOf(resource), name == null ? "" : name);
    }

    /// Why a resource cannot be kept under its name; empty if it can. File names are made of it.
    static Optional<String> refusal(ResourceKey key) {
        if (!isName(key.name())) {
            return Optional.of(refusal("metadata.name", key.name()));
        }
        return key.namespace().isEmpty() || isName(key.namespace())
                ? Optional.empty()
                : Optional.of(refusal("metadata.namespace", key.namespace()));
    }

    private static String refusal(String field, String found) {
        return "%s is '%s', expected at most %d lower case letters, digits, '-' and '.', with a letter or digit first and last"
                .formatted(field, found, LONGEST);
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    private static String namespaceOf(HasMetadata resource) {
        if (!(resource instanceof Namespaced)) {
            return "";
        }
        String namespace = resource.getMetadata().getNamespace();
        return namespace == null || namespace.isEmpty() ? ServiceId.DEFAULT_NAMESPACE : namespace;
    }
}
