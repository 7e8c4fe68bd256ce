package dev.serval.platform.plan.service;

import static dev.serval.platform.api.inline.Absent.orEmpty;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// On which nodes a component's pods run.
///
/// @param nodeSelector the labels that a node has
/// @param accelerators how many of which accelerator a pod needs, by resource name
public record Placement(Map<String, String> nodeSelector, Map<String, String> accelerators) {
    private static final Set<String> ACCELERATORS =
            Set.of("nvidia.com/gpu", "amd.com/gpu", "intel.com/gpu", "habana.ai/gaudi");
    private static final String MIG = "nvidia.com/mig";

    public Placement {
        nodeSelector = orEmpty(nodeSelector);
        accelerators = orEmpty(accelerators);
    }

    static Placement of(PodSpec pod) {
        Map<String, String> accelerators = new TreeMap<>();
        for (Container container : pod.getContainers()) {
            if (container.getResources() != null && container.getResources().getLimits() != null) {
                container
                        .getResources()
                        .getLimits()
                        .forEach((name, amount) -> add(accelerators, name, amount));
            }
        }
        return new Placement(pod.getNodeSelector(), accelerators);
    }

    private static void add(Map<String, String> accelerators, String name, Quantity amount) {
        if (ACCELERATORS.contains(name) || name.startsWith(MIG)) {
            accelerators.put(name, amount.toString());
        }
    }
}
