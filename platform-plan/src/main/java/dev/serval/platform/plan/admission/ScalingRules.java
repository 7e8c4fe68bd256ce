package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.AutoScaling;
import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.inference.MetricSourceType;
import dev.serval.platform.api.inference.ScaleMetric;
import dev.serval.platform.api.inference.ScalingMetric;
import dev.serval.platform.plan.config.DeploymentMode;
import dev.serval.platform.plan.config.PlatformConfig;
import dev.serval.platform.plan.name.AnnotationNames;
import java.util.Map;
import java.util.Set;

/// What a component may be scaled by, which depends on what scales it.
final class ScalingRules {
    private static final String KNATIVE_HPA = "hpa.autoscaling.knative.dev";
    private static final int MAX_CPU_TARGET = 100;

    /// What scales a component.
    private enum Scaler {
        KNATIVE("Knative's autoscaler", Set.of(ScaleMetric.CONCURRENCY, ScaleMetric.RPS)),
        HPA("a HorizontalPodAutoscaler", Set.of(ScaleMetric.CPU, ScaleMetric.MEMORY)),
        KEDA("KEDA", Set.of()),
        NOBODY("no autoscaler", Set.of(ScaleMetric.values()));

        private final String label;
        private final Set<ScaleMetric> metrics;

        Scaler(String label, Set<ScaleMetric> metrics) {
            this.label = label;
            this.metrics = metrics;
        }
    }

    private final Scaler scaler;

    private ScalingRules(Scaler scaler) {
        this.scaler = scaler;
    }

    static ScalingRules of(InferenceService service, PlatformConfig config) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        if (Modes.of(service, config) != DeploymentMode.STANDARD) {
            boolean isHpa = KNATIVE_HPA.equals(annotations.get(AnnotationNames.KNATIVE_CLASS));
            return new ScalingRules(isHpa ? Scaler.HPA : Scaler.KNATIVE);
        }
        String scaler = annotations.getOrDefault(AnnotationNames.AUTOSCALER_CLASS, "hpa");
        return new ScalingRules(
                switch (scaler) {
                    case "hpa" -> Scaler.HPA;
                    case "keda" -> Scaler.KEDA;
                    default -> Scaler.NOBODY;
                });
    }

    void check(ComponentSettings settings, String field, Violations violations) {
        checkReplicas(settings, field, violations);
        Long concurrency = settings.containerConcurrency();
        violations.require(
                concurrency == null || concurrency >= 0,
                field + ".containerConcurrency",
                "parallelism cannot be less than 0");
        checkMetric(settings, field, violations);
        checkTarget(settings, field, violations);
        AutoScaling autoScaling = settings.autoScaling();
        if (autoScaling != null) {
            checkAutoScaling(autoScaling, field + ".autoScaling", violations);
        }
        violations.require(
                scaler != Scaler.KNATIVE || settings.deploymentStrategy() == null,
                field + ".deploymentStrategy",
                "Knative replaces pods by revisions: deploymentStrategy is for Standard mode only");
    }

    private static void checkReplicas(
            ComponentSettings settings, String field, Violations violations) {
        Integer min = settings.minReplicas();
        Integer max = settings.maxReplicas();
        violations.require(
                min == null || min >= 0,
                field + ".minReplicas",
                "'MinReplicas' cannot be less than 0");
        violations.require(
                max == null || max >= 0,
                field + ".maxReplicas",
                "'MaxReplicas' cannot be less than 0");
        violations.require(
                min == null || max == null || max <= 0 || min <= max,
                field + ".minReplicas",
                "'MinReplicas' cannot be greater than MaxReplicas");
    }

    private void checkMetric(ComponentSettings settings, String field, Violations violations) {
        ScaleMetric metric = settings.scaleMetric();
        if (metric == null || scaler.metrics.contains(metric)) {
            return;
        }
        String expected =
                scaler.metrics.isEmpty()
                        ? "autoScaling instead"
                        : String.join(
                                " or ",
                                scaler.metrics.stream().map(ScaleMetric::label).sorted().toList());
        violations.add(
                field + ".scaleMetric",
                "%s does not scale by '%s', expected %s"
                        .formatted(scaler.label, metric.label(), expected));
    }

    private void checkTarget(ComponentSettings settings, String field, Violations violations) {
        Integer target = settings.scaleTarget();
        if (target == null) {
            return;
        }
        violations.require(
                target >= 1, field + ".scaleTarget", "expected 1 or more, found " + target);
        boolean isCpu =
                scaler == Scaler.HPA
                        && (settings.scaleMetric() == null
                                || settings.scaleMetric() == ScaleMetric.CPU);
        violations.require(
                !isCpu || target <= MAX_CPU_TARGET,
                field + ".scaleTarget",
                "the use of cpu is a percentage, expected 1 to 100, found " + target);
    }

    private void checkAutoScaling(AutoScaling autoScaling, String field, Violations violations) {
        for (int i = 0; i < autoScaling.metrics().size(); i++) {
            ScalingMetric metric = autoScaling.metrics().get(i);
            String at = "%s.metrics[%d]".formatted(field, i);
            violations.require(
                    scaler == Scaler.KEDA || metric.type() == MetricSourceType.RESOURCE,
                    at + ".type",
                    "%s scales by metrics of type Resource only".formatted(scaler.label));
            MetricRules.check(metric, at, violations);
        }
    }
}
