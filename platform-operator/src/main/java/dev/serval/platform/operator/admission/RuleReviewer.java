package dev.serval.platform.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.admission.Violation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Refuses a resource of one kind that breaks a rule, with every rule that it breaks.
final class RuleReviewer<R extends HasMetadata> implements Reviewer {
    private final JsonMapper mapper = ResourceJson.mapper();
    private final Class<R> kind;
    private final Function<R, List<Violation>> rules;
    private final BiFunction<R, R, List<Violation>> changeRules;
    private final List<String> warnings;

    /// @param rules what a resource breaks
    /// @param changeRules what replacing the first by the second breaks beside that
    /// @param warnings what the user of one that is allowed ought to know
    RuleReviewer(
            Class<R> kind,
            Function<R, List<Violation>> rules,
            BiFunction<R, R, List<Violation>> changeRules,
            List<String> warnings) {
        this.kind = kind;
        this.rules = rules;
        this.changeRules = changeRules;
        this.warnings = List.copyOf(warnings);
    }

    @Override
    public Review review(JsonNode object, JsonNode old, String namespace)
            throws JsonProcessingException {
        R resource = mapper.treeToValue(object, kind);
        if (resource.isMarkedForDeletion()) {
            return Review.unchanged();
        }
        List<Violation> violations = new ArrayList<>(rules.apply(resource));
        if (old.isObject()) {
            violations.addAll(changeRules.apply(mapper.treeToValue(old, kind), resource));
        }
        return violations.isEmpty()
                ? new Review.Allowed(null, warnings)
                : new Review.Denied(
                        violations.stream()
                                .map(Violation::toString)
                                .collect(Collectors.joining("; ")));
    }
}
