package dev.serval.platform.plan.service;

import dev.serval.platform.plan.name.ContainerNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Optional;

/// The pods of a component.
///
/// @param labels their labels
/// @param annotations their annotations
/// @param spec what runs in each; not to be changed
public record PodPlan(Map<String, String> labels, Map<String, String> annotations, PodSpec spec) {
    public PodPlan {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /// A pod that is looked into alone.
    public static PodPlan of(PodSpec spec) {
        return new PodPlan(Map.of(), Map.of(), spec);
    }

    /// The container that holds the model, or what else the component is for.
    public Container mainContainer() {
        return spec.getContainers().stream()
                .filter(container -> ContainerNames.MAIN.equals(container.getName()))
                .findFirst()
                .orElseGet(() -> spec.getContainers().getFirst());
    }

    /// The transformer beside the model, which answers in its place.
    public Optional<Container> transformer() {
        return spec.getContainers().stream()
                .filter(container -> ContainerNames.TRANSFORMER.equals(container.getName()))
                .findFirst();
    }
}
