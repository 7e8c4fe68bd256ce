package dev.serval.platform.plan.config;

import java.util.Map;

/// The container that fetches models for images that do not do so by themselves.
///
/// @param image its image
/// @param requests what it requests, by resource
/// @param limits what it is limited to, by resource
public record InitializerConfig(
        String image, Map<String, String> requests, Map<String, String> limits) {
    /// What Serval ships.
    public static final InitializerConfig DEFAULT =
            new InitializerConfig(
                    "serval/storage:0.1.0-SNAPSHOT",
                    Map.of("cpu", "100m", "memory", "100Mi"),
                    Map.of("cpu", "1", "memory", "1Gi"));

    public InitializerConfig {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }
}
