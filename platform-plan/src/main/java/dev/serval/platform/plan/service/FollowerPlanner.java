package dev.serval.platform.plan.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.api.inference.ArtExplainerSpec;
import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.inference.ExplainerSpec;
import dev.serval.platform.api.inference.ServalExplainerSpec;
import dev.serval.platform.api.inference.StorageLocation;
import dev.serval.platform.api.inference.TransformerSpec;
import dev.serval.platform.api.runtime.ServingRuntimeSpec;
import dev.serval.platform.plan.merge.PodMerge;
import dev.serval.platform.plan.name.ContainerNames;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import dev.serval.platform.plan.storage.StorageUris;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans the components that call the predictor: the transformer and the explainer.
final class FollowerPlanner {
    /// How many classes KServe's explainer takes a model to have that was not said to have others.
    private static final String ART_CLASSES = "10";

    private final PlanningContext context;
    private final ComponentPlanner components;
    private final PodMerge merge = new PodMerge();

    FollowerPlanner(PlanningContext context, StorageUris storageUris) {
        this.context = context;
        this.components = new ComponentPlanner(context, storageUris);
    }

    List<ComponentPlan> components() throws RefusedException {
        List<ComponentPlan> plans = new ArrayList<>();
        TransformerSpec transformer = context.spec().transformer();
        if (transformer != null) {
            PodSpec pod = pod(transformer.pod(), transformer.settings());
            Environment.add(pod.getContainers().getFirst(), context.id());
            plans.add(
                    components.plan(
                            ComponentKind.TRANSFORMER,
                            context.names().transformer(),
                            transformer,
                            workload(pod, transformer.storageUris())));
        }
        ExplainerSpec explainer = context.spec().explainer();
        if (explainer != null) {
            requireFetchable(explainer.serval());
            PodSpec pod = pod(written(explainer), explainer.settings());
            plans.add(
                    components.plan(
                            ComponentKind.EXPLAINER,
                            context.names().explainer(),
                            explainer,
                            workload(pod, locations(explainer))));
        }
        return plans;
    }

    /// Background data and a model file may lie in stores of their own.
    private void requireFetchable(@Nullable ServalExplainerSpec serval) throws RefusedException {
        if (serval == null) {
            return;
        }
        String background = serval.background();
        if (background != null) {
            components.requireFetchable(background);
        }
        String modelFile = serval.modelFile();
        if (modelFile != null) {
            components.requireFetchable(modelFile);
        }
    }

    private PodSpec written(ExplainerSpec explainer) {
        if (explainer.art() != null) {
            return art(explainer, explainer.art());
        }
        return explainer.serval() == null ? explainer.pod() : serval(explainer, explainer.serval());
    }

    private List<StorageLocation> locations(ExplainerSpec explainer) {
        ServalExplainerSpec serval = explainer.serval();
        ArtExplainerSpec art = explainer.art();
        String folder =
                serval != null
                        ? serval.storageUri()
                        : art != null && isServals(art) ? art.storageUri() : null;
        return folder == null
                ? explainer.storageUris()
                : List.of(new StorageLocation(folder, null, Map.of()));
    }

    private PodSpec serval(ExplainerSpec explainer, ServalExplainerSpec serval) {
        List<String> arguments = new ArrayList<>();
        addIfMissing(
                arguments,
                RuntimeArgument.PREDICTOR_PROTOCOL,
                Objects.requireNonNullElse(serval.protocol(), "v2"));
        addIfSaid(arguments, RuntimeArgument.METHOD, serval.method());
        addIfSaid(arguments, RuntimeArgument.BACKGROUND, serval.background());
        addIfSaid(arguments, RuntimeArgument.MODEL_FILE, serval.modelFile());
        if (!serval.parameters().isEmpty()) {
            addIfMissing(arguments, RuntimeArgument.METHOD_PARAMETERS, json(serval.parameters()));
        }
        Container offered =
                new ContainerBuilder()
                        .withName(ContainerNames.MAIN)
                        .withImage(context.config().explainerImage())
                        .withArgs(arguments)
                        .build();
        Container main = merge.containers(offered, serval.container());
        main.setImage(ImageTags.image(main, serval.runtimeVersion()));
        return new PodSpecBuilder(explainer.pod()).withContainers(main).build();
    }

    /// A JSON object of texts.
    private static String json(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object.toString();
    }

    private static void addIfSaid(
            List<String> arguments, RuntimeArgument argument, @Nullable String value) {
        if (value != null) {
            addIfMissing(arguments, argument, value);
        }
    }

    private static ComponentPlanner.Workload workload(
            PodSpec pod, List<StorageLocation> locations) {
        Container main = pod.getContainers().getFirst();
        return new ComponentPlanner.Workload(
                null, ServingRuntimeSpec.EMPTY, pod, ComponentPlanner.storageOf(locations, main));
    }

    /// The pod with the arguments that its first container needs to find the predictor.
    private PodSpec pod(PodSpec written, ComponentSettings settings) {
        PodSpec pod = new PodSpecBuilder(written).build();
        Container main = pod.getContainers().getFirst();
        List<String> arguments = new ArrayList<>(main.getArgs());
        String predictor = context.workload(ComponentKind.PREDICTOR);
        addIfMissing(arguments, RuntimeArgument.MODEL_NAME, context.id().name());
        addIfMissing(
                arguments,
                RuntimeArgument.PREDICTOR_HOST,
                predictor + "." + context.id().namespace());
        addIfMissing(arguments, RuntimeArgument.HTTP_PORT, String.valueOf(RuntimeDefaults.PORT));
        if (settings.containerConcurrency() != null) {
            addIfMissing(
                    arguments,
                    RuntimeArgument.WORKERS,
                    String.valueOf(settings.containerConcurrency()));
        }
        main.setArgs(arguments);
        return pod;
    }

    /// Serval's explainer takes the attack for a method, with KServe's settings for its parameters;
    /// an explainer of KServe's takes KServe's arguments.
    private PodSpec art(ExplainerSpec explainer, ArtExplainerSpec art) {
        boolean isServals = isServals(art);
        Container offered =
                new ContainerBuilder()
                        .withName(ContainerNames.MAIN)
                        .withImage(context.config().artImage())
                        .withArgs(isServals ? servalArguments(art) : artArguments(art))
                        .build();
        Container main = merge.containers(offered, art.container());
        main.setImage(ImageTags.image(main, art.runtimeVersion()));
        return new PodSpecBuilder(explainer.pod()).withContainers(main).build();
    }

    private boolean isServals(ArtExplainerSpec art) {
        String image =
                Objects.requireNonNullElse(art.container().getImage(), context.config().artImage());
        return RuntimeProgram.ofImage(image).equals(Optional.of(RuntimeProgram.EXPLAINER));
    }

    private static List<String> servalArguments(ArtExplainerSpec art) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("nb_classes", ART_CLASSES));
        parameters.putAll(art.config());
        List<String> arguments = new ArrayList<>();
        addIfMissing(arguments, RuntimeArgument.METHOD, "square_attack");
        addIfMissing(arguments, RuntimeArgument.METHOD_PARAMETERS, json(parameters));
        return arguments;
    }

    private static List<String> artArguments(ArtExplainerSpec art) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--adversary_type");
        arguments.add(Objects.requireNonNullElse(art.type(), ""));
        if (art.storageUri() != null) {
            addIfMissing(arguments, RuntimeArgument.STORAGE_URI, art.storageUri());
        }
        art.config()
                .forEach((name, value) -> {
                    arguments.add("--" + name);
                    arguments.add(value);
                });
        return arguments;
    }

    private static void addIfMissing(
            List<String> arguments, RuntimeArgument argument, String value) {
        String flag = "--" + argument.argument();
        boolean isThere =
                arguments.stream()
                        .anyMatch(word -> word.equals(flag) || word.startsWith(flag + "="));
        if (!isThere) {
            arguments.add(flag);
            arguments.add(value);
        }
    }
}
