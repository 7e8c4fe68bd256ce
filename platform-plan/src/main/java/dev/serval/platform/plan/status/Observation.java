package dev.serval.platform.plan.status;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import dev.serval.platform.plan.service.ComponentKind;
import java.util.Map;

/// What is seen of a service.
///
/// @param components what is seen of its components; of those that are missing, nothing is yet
/// @param canaries what is seen of its declared canaries, by name
/// @param ingress whether its routes are made and accepted
public record Observation(
        Map<ComponentKind, ComponentObservation> components,
        Map<String, ComponentObservation> canaries,
        Readiness ingress) {
    /// Nothing is seen yet.
    public static final Observation NOTHING =
            new Observation(Map.of(), Map.of(), Readiness.UNKNOWN);

    public Observation {
        components = orEmpty(components);
        canaries = orEmpty(canaries);
    }

    /// What is seen of a component.
    public ComponentObservation component(ComponentKind kind) {
        return components.getOrDefault(kind, ComponentObservation.NOTHING);
    }

    /// What is seen of a declared canary.
    public ComponentObservation canary(String name) {
        return canaries.getOrDefault(name, ComponentObservation.NOTHING);
    }
}
