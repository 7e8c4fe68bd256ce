package dev.serval.platform.local.routing;

import java.util.Collection;

/// Holds the routes that are in force. Readers see all of one change or nothing of it.
public interface RouteTable {
    /// Replaces all routes.
    void publish(Collection<ServiceRoute> services);
}
