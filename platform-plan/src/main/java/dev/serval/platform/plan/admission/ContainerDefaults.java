package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.ContainerNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names the container that answers, and gives containers of the user's own the resources that an
/// administrator settled.
final class ContainerDefaults {
    private final PlatformConfig config;

    ContainerDefaults(PlatformConfig config) {
        this.config = config;
    }

    /// The pod of a predictor: the only container, or the one without a name, is the one that
    /// answers; a model's pod holds none but helpers.
    PodSpec predictor(PredictorSpec predictor) {
        PodSpec pod = predictor.pod();
        if (predictor.model() != null || pod.getContainers().isEmpty()) {
            return pod;
        }
        boolean isOnlyOne = pod.getContainers().size() == 1;
        List<Container> containers = new ArrayList<>();
        for (Container container : pod.getContainers()) {
            boolean isMain = isOnlyOne || isUnnamed(container);
            containers.add(isMain ? main(container) : container);
        }
        return withContainers(pod, containers);
    }

    /// The pod of a transformer or an explainer: the first container is the one that answers.
    PodSpec firstIsMain(PodSpec pod) {
        if (pod.getContainers().isEmpty()) {
            return pod;
        }
        List<Container> containers = new ArrayList<>(pod.getContainers());
        containers.set(0, main(containers.getFirst()));
        return withContainers(pod, containers);
    }

    /// The container of an explainer that is known by name.
    Container named(Container container) {
        return new ContainerBuilder(container)
                .withResources(resources(container.getResources()))
                .build();
    }

    private static boolean isUnnamed(Container container) {
        return container.getName() == null || container.getName().isEmpty();
    }

    private static PodSpec withContainers(PodSpec pod, List<Container> containers) {
        return new PodSpecBuilder(pod).withContainers(containers).build();
    }

    private Container main(Container container) {
        return new ContainerBuilder(container)
                .withName(ContainerNames.MAIN)
                .withResources(resources(container.getResources()))
                .build();
    }

    private ResourceRequirements resources(@Nullable ResourceRequirements written) {
        ResourceRequirements given = written == null ? new ResourceRequirements() : written;
        Map<String, Quantity> limits = filled(given.getLimits(), config.containerLimits());
        Map<String, Quantity> requests = filled(given.getRequests(), config.containerRequests());
        if (given.getRequests() == null || given.getRequests().isEmpty()) {
            requests.replaceAll((name, amount) -> least(amount, limits.get(name)));
        }
        return new ResourceRequirementsBuilder(given)
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    /// What is requested by default is never more than what a user limits a container to.
    private static Quantity least(Quantity requested, @Nullable Quantity limit) {
        return limit != null
                        && requested.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0
                ? limit
                : requested;
    }

    private static Map<String, Quantity> filled(
            @Nullable Map<String, Quantity> given, Map<String, String> defaults) {
        Map<String, Quantity> filled = new LinkedHashMap<>();
        defaults.forEach((name, amount) -> filled.put(name, new Quantity(amount)));
        if (given != null) {
            filled.putAll(given);
        }
        return filled;
    }
}
