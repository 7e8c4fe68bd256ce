package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.pod.PodCompletion;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.List;
import java.util.function.Function;

/// Gives a pod of a service its model, and what it is fetched with.
final class PodCompleter implements Reviewer {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final Function<String, PodCompletion> completions;

    /// @param completions how the pods of a namespace are completed
    PodCompleter(Function<String, PodCompletion> completions) {
        this.completions = completions;
    }

    @Override
    public Review review(JsonNode object, JsonNode old, String namespace)
            throws JsonProcessingException {
        Pod pod = mapper.treeToValue(object, Pod.class);
        try {
            Pod completed = completions.apply(namespace).complete(pod);
            JsonNode patch =
                    JsonDiff.asJson(mapper.valueToTree(pod), mapper.valueToTree(completed));
            return patch.isEmpty() ? Review.unchanged() : new Review.Allowed(patch, List.of());
        } catch (IllegalArgumentException unfetchable) {
            return new Review.Denied(String.valueOf(unfetchable.getMessage()));
        }
    }
}
