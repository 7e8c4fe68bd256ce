package dev.serval.platform.local.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a service is reached.
///
/// @param components its components; none where it is refused or stopped
/// @param unavailable why it answers nothing, in a sentence for the caller; null where it does
public record ServiceRoute(
        String namespace,
        String name,
        List<ComponentRoute> components,
        @Nullable String unavailable) {
    public ServiceRoute {
        components = List.copyOf(components);
    }
}
