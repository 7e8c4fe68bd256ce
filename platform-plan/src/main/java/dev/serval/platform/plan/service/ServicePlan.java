package dev.serval.platform.plan.service;

import dev.serval.platform.plan.config.DeploymentMode;
import java.util.List;
import java.util.Optional;

/// What shall run for a service.
///
/// @param mode what runs its pods on Kubernetes
/// @param components its components, the predictor first; none where it is stopped
/// @param canaries its declared canaries
/// @param urls where it is reached
/// @param isStopped whether its user stopped it
/// @param warnings what its user ought to know
public record ServicePlan(
        ServiceId service,
        DeploymentMode mode,
        List<ComponentPlan> components,
        List<CanaryPlan> canaries,
        ServiceUrls urls,
        boolean isStopped,
        List<String> warnings)
        implements PlanResult {

    public ServicePlan {
        components = List.copyOf(components);
        canaries = List.copyOf(canaries);
        warnings = List.copyOf(warnings);
    }

    /// The component of a kind.
    public Optional<ComponentPlan> component(ComponentKind kind) {
        return components.stream().filter(component -> component.kind() == kind).findFirst();
    }
}
