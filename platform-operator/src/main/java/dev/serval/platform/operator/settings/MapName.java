package dev.serval.platform.operator.settings;

import io.fabric8.kubernetes.api.model.ConfigMap;

/// Where a ConfigMap is.
record MapName(String namespace, String name) {
    boolean isOf(ConfigMap map) {
        return name.equals(map.getMetadata().getName())
                && namespace.equals(map.getMetadata().getNamespace());
    }
}
