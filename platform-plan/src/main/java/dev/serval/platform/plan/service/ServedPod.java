package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.merge.PlaceholderException;
import dev.serval.platform.plan.merge.Placeholders;
import dev.serval.platform.plan.merge.PodMerge;
import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.runtime.Runtime;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.runtime.RuntimeSelection.Chosen;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pod of a model that a runtime serves: the runtime's, with what the user says laid over it
/// and its placeholders filled.
final class ServedPod {
    private final PlanningContext context;
    private final PodMerge merge;

    ServedPod(PlanningContext context, PodMerge merge) {
        this.context = context;
        this.merge = merge;
    }

    /// A runtime that is there and fits, and still cannot be used.
    static final class UnusableRuntimeException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableRuntimeException(String message) {
            super(message);
        }
    }

    PodSpec of(PredictorSpec predictor, ModelSpec model, Chosen chosen)
            throws UnusableRuntimeException {
        Runtime runtime = chosen.runtime();
        PodSpec offered = runtime.spec().pod();
        ModelServer server = ModelServer.of(runtime);
        Container own = mainOf(runtime);
        Container main = merge.containers(own, model.source().container());
        if (isServals(main)) {
            main.setPorts(own.getPorts());
        }
        main = filled(main, server.labels(model, chosen.protocol()), runtime);
        main.setImage(ImageTags.image(main, model.source().runtimeVersion()));
        server.prepare(main, context.id().name(), ComponentPlanner.hasStorage(predictor, model));
        PodSpec pod = merge.pods(withoutContainers(offered), withoutContainers(predictor.pod()));
        pod.setContainers(all(main, offered.getContainers(), predictor.pod().getContainers()));
        fillTransformer(pod, runtime);
        pod.getContainers().forEach(container -> Environment.add(container, context.id()));
        CollocatedTransformer.complete(pod, context.id());
        return pod;
    }

    /// A runtime's own transformer has placeholders, as its main container does.
    private void fillTransformer(PodSpec pod, Runtime runtime) throws UnusableRuntimeException {
        List<Container> filled = new ArrayList<>();
        for (Container container : pod.getContainers()) {
            boolean isTransformer = ContainerNames.TRANSFORMER.equals(container.getName());
            filled.add(isTransformer ? filled(container, Map.of(), runtime) : container);
        }
        pod.setContainers(filled);
    }

    /// Whether Serval's own program runs in the container: its one port carries gRPC too, whatever
    /// port a manifest has for KServe's servers, and Knative takes no second one.
    private static boolean isServals(Container container) {
        return container.getImage() != null
                && RuntimeProgram.ofImage(container.getImage()).isPresent();
    }

    private static Container mainOf(Runtime runtime) throws UnusableRuntimeException {
        for (Container container : runtime.spec().pod().getContainers()) {
            if (ContainerNames.MAIN.equals(container.getName())) {
                return container;
            }
        }
        throw new UnusableRuntimeException(
                "%s has no container '%s'".formatted(runtime.label(), ContainerNames.MAIN));
    }

    private Container filled(Container container, Map<String, String> extraLabels, Runtime runtime)
            throws UnusableRuntimeException {
        Map<String, String> labels = new LinkedHashMap<>(context.labels());
        extraLabels.forEach(labels::putIfAbsent);
        Placeholders placeholders =
                new Placeholders(
                        context.id().name(),
                        context.id().namespace(),
                        labels,
                        context.annotations());
        try {
            return merge.filled(container, placeholders);
        } catch (PlaceholderException failure) {
            throw new UnusableRuntimeException(runtime.label() + ": " + failure.getMessage());
        }
    }

    /// The container that answers, then the runtime's others, then the user's; of one name there is
    /// one.
    private List<Container> all(Container main, List<Container> offered, List<Container> own) {
        Map<String, Container> byName = new LinkedHashMap<>();
        byName.put(main.getName(), main);
        for (Container container : offered) {
            byName.putIfAbsent(container.getName(), container);
        }
        for (Container container : own) {
            byName.merge(container.getName(), container, merge::containers);
        }
        return new ArrayList<>(byName.values());
    }

    private static PodSpec withoutContainers(PodSpec pod) {
        return new PodSpecBuilder(pod).withContainers(List.of()).build();
    }
}
