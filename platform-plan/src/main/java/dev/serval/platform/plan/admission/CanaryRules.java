package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.CanarySpec;
import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.InferenceServiceSpec;
import dev.serval.platform.api.inference.PredictorSpec;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What declared canaries may be.
final class CanaryRules {
    private static final int ALL = 100;

    private CanaryRules() {}

    static void check(InferenceService service, PlatformConfig config, Violations violations) {
        InferenceServiceSpec spec = service.specification();
        List<CanarySpec> canaries = spec.canary();
        if (canaries.isEmpty()) {
            return;
        }
        violations.require(
                Modes.of(service, config) == DeploymentMode.STANDARD,
                "spec.canary",
                "declared canaries are for Standard mode, found %s: annotate the service, or use canaryTrafficPercent"
                        .formatted(Modes.of(service, config).label()));
        violations.require(
                spec.predictor().model() != null,
                "spec.predictor",
                "declared canaries need a stable predictor with a model");
        checkNames(spec, violations);
        int sum = 0;
        for (int i = 0; i < canaries.size(); i++) {
            sum += checkOne(canaries.get(i), spec, "spec.canary[%d]".formatted(i), violations);
        }
        violations.require(
                sum <= ALL,
                "spec.canary",
                "the canaries' trafficPercent are %d together, expected at most 100"
                        .formatted(sum));
    }

    private static void checkNames(InferenceServiceSpec spec, Violations violations) {
        Set<String> names = new HashSet<>();
        names.add(Objects.requireNonNullElse(spec.predictor().name(), ""));
        for (int i = 0; i < spec.canary().size(); i++) {
            PredictorSpec predictor = spec.canary().get(i).predictor();
            String name = predictor == null ? "" : Objects.requireNonNullElse(predictor.name(), "");
            String field = "spec.canary[%d].predictor.name".formatted(i);
            if (!NameRules.isName(name)) {
                violations.add(field, NameRules.notAName(name));
            } else if (!names.add(name)) {
                violations.add(field, "'%s' is the name of another predictor".formatted(name));
            }
        }
    }

    private static int checkOne(
            CanarySpec canary, InferenceServiceSpec spec, String field, Violations violations) {
        int percent = Objects.requireNonNullElse(canary.trafficPercent(), -1);
        violations.require(
                percent >= 0 && percent <= ALL,
                field + ".trafficPercent",
                "expected 0 to 100, found %s".formatted(canary.trafficPercent()));
        if (canary.predictor() != null) {
            checkPredictor(canary.predictor(), spec, field + ".predictor", violations);
        }
        return Math.clamp(percent, 0, ALL);
    }

    private static void checkPredictor(
            PredictorSpec canary, InferenceServiceSpec spec, String field, Violations violations) {
        ComponentSettings settings = canary.settings();
        String refusal = "not allowed in a canary";
        violations.require(canary.workerSpec() == null, field + ".workerSpec", refusal);
        violations.require(settings.maxReplicas() == null, field + ".maxReplicas", refusal);
        violations.require(settings.scaleTarget() == null, field + ".scaleTarget", refusal);
        violations.require(settings.scaleMetric() == null, field + ".scaleMetric", refusal);
        violations.require(settings.autoScaling() == null, field + ".autoScaling", refusal);
        int stable = Objects.requireNonNullElse(spec.predictor().settings().minReplicas(), 1);
        int wanted = Objects.requireNonNullElse(settings.minReplicas(), 0);
        violations.require(
                wanted >= 0 && wanted <= stable,
                field + ".minReplicas",
                "expected 0 to the stable predictor's %d, found %d".formatted(stable, wanted));
    }
}
