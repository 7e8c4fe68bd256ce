package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.PredictorSpec;
import java.util.Objects;

/// What may not change while a service lives.
final class ChangeRules {
    private ChangeRules() {}

    static void check(InferenceService old, InferenceService service, Violations violations) {
        PredictorSpec before = old.specification().predictor();
        PredictorSpec after = service.specification().predictor();
        boolean isRenamed = !Objects.equals(before.name(), after.name());
        violations.require(
                !isRenamed || !Objects.equals(uri(before), uri(after)),
                "spec.predictor.name",
                "'%s' became '%s' with the same storageUri: a predictor of another name serves another model"
                        .formatted(shown(before), shown(after)));
    }

    private static String shown(PredictorSpec predictor) {
        return Objects.requireNonNullElse(predictor.name(), "");
    }

    private static String uri(PredictorSpec predictor) {
        if (predictor.model() == null || predictor.model().source().storageUri() == null) {
            return "";
        }
        return predictor.model().source().storageUri();
    }
}
