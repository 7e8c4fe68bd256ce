package dev.serval.platform.plan.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.api.yaml.ResourceJson;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;

/// Lays a user's container and pod over a runtime's.
public final class PodMerge {
    private static final JsonMapper JSON = ResourceJson.mapper();

    /// The container `below` with all that `above` says; its arguments are followed by those of
    /// `above`.
    public Container containers(Container below, Container above) {
        Container merged = merge(below, above, Container.class);
        List<String> arguments = new ArrayList<>(below.getArgs());
        arguments.addAll(above.getArgs());
        merged.setArgs(arguments);
        merged.setName(below.getName());
        return merged;
    }

    /// The pod `below` with all that `above` says.
    public PodSpec pods(PodSpec below, PodSpec above) {
        return merge(below, above, PodSpec.class);
    }

    /// The predictor `below` with all that `above` says.
    public PredictorSpec predictors(PredictorSpec below, PredictorSpec above) {
        return merge(below, above, PredictorSpec.class);
    }

    /// The same container with its placeholders filled.
    public Container filled(Container container, Placeholders placeholders)
            throws PlaceholderException {
        ObjectNode tree = JSON.valueToTree(container);
        return convert(placeholders.fill(tree), Container.class);
    }

    private <T> T merge(T below, T above, Class<T> type) {
        ObjectNode lower = JSON.valueToTree(below);
        ObjectNode upper = JSON.valueToTree(above);
        return convert(StrategicMerge.merge(lower, upper), type);
    }

    private <T> T convert(ObjectNode tree, Class<T> type) {
        try {
            return JSON.treeToValue(tree, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(
                    "two of %s merge to none".formatted(type.getSimpleName()), impossible);
        }
    }
}
