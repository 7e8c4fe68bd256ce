package dev.serval.platform.plan.service;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import java.util.Map;

/// Where a service is reached.
///
/// @param url by clients
/// @param address within the cluster
/// @param components each component by itself, by its label
/// @param addresses each component within the cluster, by its label
public record ServiceUrls(
        String url, String address, Map<String, String> components, Map<String, String> addresses) {
    public ServiceUrls {
        components = orEmpty(components);
        addresses = orEmpty(addresses);
    }

    /// The URL of one component.
    public String component(ComponentKind kind) {
        return components.getOrDefault(kind.label(), url);
    }

    /// The URL of one component within the cluster.
    public String address(ComponentKind kind) {
        return addresses.getOrDefault(kind.label(), address);
    }
}
