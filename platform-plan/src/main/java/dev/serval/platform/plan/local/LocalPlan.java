package dev.serval.platform.plan.local;

import dev.serval.platform.plan.service.ComponentKind;
import dev.serval.platform.plan.service.ServiceId;
import dev.serval.platform.plan.service.ServiceUrls;
import java.util.List;
import java.util.Optional;

/// What a laptop runs for a service.
///
/// @param components its components, the predictor first; none where it is stopped
/// @param canaries its declared canaries
/// @param urls where the gateway answers for it
/// @param isStopped whether its user stopped it
/// @param warnings what its user ought to know
public record LocalPlan(
        ServiceId service,
        List<LocalComponent> components,
        List<LocalCanary> canaries,
        ServiceUrls urls,
        boolean isStopped,
        List<String> warnings) {
    public LocalPlan {
        components = List.copyOf(components);
        canaries = List.copyOf(canaries);
        warnings = List.copyOf(warnings);
    }

    /// The component of a kind.
    public Optional<LocalComponent> component(ComponentKind kind) {
        return components.stream().filter(component -> component.kind() == kind).findFirst();
    }
}
