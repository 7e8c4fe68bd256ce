package dev.serval.platform.plan.service;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import java.util.Map;

/// Where a service is reached.
///
/// @param url by clients
/// @param address within the cluster
/// @param components each component by itself, by its label
public record ServiceUrls(String url, String address, Map<String, String> components) {
    public ServiceUrls {
        components = orEmpty(components);
    }

    /// The URL of one component.
    public String component(ComponentKind kind) {
        return components.getOrDefault(kind.label(), url);
    }
}
