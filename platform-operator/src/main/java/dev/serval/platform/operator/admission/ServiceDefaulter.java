package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.admission.Defaulting;
import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.List;
import java.util.function.Supplier;

/// Fills in what the user of an InferenceService left out.
final class ServiceDefaulter implements Reviewer {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final Supplier<PlatformConfig> config;

    ServiceDefaulter(Supplier<PlatformConfig> config) {
        this.config = config;
    }

    /// The patch is what filling in changed, not what reading and writing changed, so that fields
    /// that are not known here pass through.
    @Override
    public Review review(JsonNode object, JsonNode old, String namespace)
            throws JsonProcessingException {
        InferenceService service = mapper.treeToValue(object, InferenceService.class);
        InferenceService filled = new Defaulting(config.get()).apply(service);
        JsonNode patch = JsonDiff.asJson(mapper.valueToTree(service), mapper.valueToTree(filled));
        return patch.isEmpty() ? Review.unchanged() : new Review.Allowed(patch, List.of());
    }
}
