package dev.serval.platform.plan.admission;

import dev.serval.platform.api.inference.ExternalMetric;
import dev.serval.platform.api.inference.MetricSourceType;
import dev.serval.platform.api.inference.MetricTarget;
import dev.serval.platform.api.inference.PodMetric;
import dev.serval.platform.api.inference.ResourceMetric;
import dev.serval.platform.api.inference.ScalingMetric;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a metric that a component is scaled by has to say.
final class MetricRules {
    private static final String UTILIZATION = "Utilization";
    private static final Set<String> MEMORY_TARGETS = Set.of(UTILIZATION, "AverageValue");
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    private MetricRules() {}

    static void check(ScalingMetric metric, String field, Violations violations) {
        MetricSourceType type = metric.type();
        if (type == null) {
            violations.add(field + ".type", "expected Resource, External or PodMetric");
            return;
        }
        switch (type) {
            case RESOURCE -> checkResource(metric.resource(), field + ".resource", violations);
            case EXTERNAL -> checkExternal(metric.external(), field + ".external", violations);
            case POD_METRIC -> checkPods(metric.podmetric(), field + ".podmetric", violations);
        }
    }

    private static void checkResource(
            @Nullable ResourceMetric resource, String field, Violations violations) {
        if (resource == null || resource.target() == null) {
            violations.add(field, "a metric of type Resource needs its name and target");
            return;
        }
        String type = resource.target().type();
        switch (resource.name()) {
            case "cpu" ->
                    violations.require(
                            UTILIZATION.equals(type),
                            field + ".target.type",
                            "cpu is scaled by Utilization, found '%s'".formatted(type));
            case "memory" -> checkMemory(resource.target(), field + ".target", violations);
            default ->
                    violations.add(
                            field + ".name",
                            "expected cpu or memory, found '%s'".formatted(resource.name()));
        }
    }

    private static void checkMemory(MetricTarget target, String field, Violations violations) {
        violations.require(
                target.type() != null && MEMORY_TARGETS.contains(target.type()),
                field + ".type",
                "memory is scaled by AverageValue or Utilization, found '%s'"
                        .formatted(target.type()));
        Quantity average = target.averageValue();
        violations.require(
                average == null || average.getNumericalAmount().compareTo(MEBIBYTE) >= 0,
                field + ".averageValue",
                "expected 1Mi or more, found '%s'".formatted(average));
    }

    private static void checkExternal(
            @Nullable ExternalMetric external, String field, Violations violations) {
        boolean hasQuery =
                external != null
                        && external.metric() != null
                        && external.metric().query() != null
                        && !external.metric().query().isBlank();
        violations.require(hasQuery, field + ".metric.query", "a query is expected");
        violations.require(
                external != null && external.target() != null && external.target().value() != null,
                field + ".target.value",
                "a target value is expected");
    }

    private static void checkPods(@Nullable PodMetric pods, String field, Violations violations) {
        boolean hasQuery =
                pods != null
                        && pods.metric() != null
                        && pods.metric().query() != null
                        && !pods.metric().query().isBlank();
        violations.require(hasQuery, field + ".metric.query", "a query is expected");
        violations.require(
                pods != null && pods.target() != null && pods.target().value() != null,
                field + ".target.value",
                "a target value is expected");
    }
}
