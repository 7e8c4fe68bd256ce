package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.admission.Validation;
import dev.serval.platform.plan.admission.Violation;
import dev.serval.platform.plan.config.PlatformConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Refuses an InferenceService that breaks a rule, with every rule that it breaks.
final class ServiceValidator implements Reviewer {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final Supplier<PlatformConfig> config;

    ServiceValidator(Supplier<PlatformConfig> config) {
        this.config = config;
    }

    @Override
    public Review review(JsonNode object, JsonNode old, String namespace)
            throws JsonProcessingException {
        InferenceService service = mapper.treeToValue(object, InferenceService.class);
        if (service.isMarkedForDeletion()) {
            return Review.unchanged();
        }
        Validation validation = new Validation(config.get());
        List<Violation> violations = new ArrayList<>(validation.check(service));
        if (old.isObject()) {
            violations.addAll(
                    validation.checkChange(
                            mapper.treeToValue(old, InferenceService.class), service));
        }
        return violations.isEmpty()
                ? Review.unchanged()
                : new Review.Denied(
                        violations.stream()
                                .map(Violation::toString)
                                .collect(Collectors.joining("; ")));
    }
}
