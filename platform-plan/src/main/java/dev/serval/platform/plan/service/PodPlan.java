package dev.serval.platform.plan.service;

import dev.serval.platform.plan.name.ContainerNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;

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

    /// The container that answers.
    public Container mainContainer() {
        return spec.getContainers().stream()
                .filter(container -> ContainerNames.MAIN.equals(container.getName()))
                .findFirst()
                .orElseGet(() -> spec.getContainers().getFirst());
    }
}
