package dev.serval.platform.plan.storage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// What a secret holds, as text. A value that is no Base64 is left out, as no API server takes it.
record SecretContent(String name, Map<String, String> values, Map<String, String> annotations) {
    static SecretContent of(Secret secret) {
        Map<String, String> values = new TreeMap<>();
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .forEach((key, base64) ->
                        decoded(base64).ifPresent(value -> values.put(key, value)));
        values.putAll(Objects.requireNonNullElse(secret.getStringData(), Map.of()));
        return new SecretContent(secret.getMetadata().getName(), values, annotationsOf(secret));
    }

    static Map<String, String> annotationsOf(HasMetadata resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of());
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(
                    new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
