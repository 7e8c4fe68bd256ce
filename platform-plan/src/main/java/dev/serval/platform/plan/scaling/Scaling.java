package dev.serval.platform.plan.scaling;

import dev.serval.platform.api.inference.AutoScaling;
import dev.serval.platform.api.inference.ComponentSettings;
import dev.serval.platform.api.inference.ScaleMetric;
import dev.serval.platform.plan.name.AnnotationNames;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a component is scaled.
///
/// @param minReplicas the fewest replicas; 0 lets it scale to zero
/// @param maxReplicas the most replicas; 0 for no limit
/// @param metric what it is scaled by; null for the autoscaler's default
/// @param target the value of the metric to be held, for each replica; null for the default
/// @param containerConcurrency how many requests a replica works on at once; 0 for no limit
/// @param autoScaling several metrics and how fast, where a user asks for them
public record Scaling(
        int minReplicas,
        int maxReplicas,
        @Nullable ScaleMetric metric,
        @Nullable Double target,
        long containerConcurrency,
        @Nullable AutoScaling autoScaling) {

    /// What a component's settings and its service's annotations ask for. The settings win.
    public static Scaling of(ComponentSettings settings, Map<String, String> annotations) {
        return new Scaling(
                Objects.requireNonNullElse(settings.minReplicas(), 1),
                Objects.requireNonNullElse(settings.maxReplicas(), 0),
                metric(settings, annotations),
                target(settings, annotations),
                Objects.requireNonNullElse(settings.containerConcurrency(), 0L),
                settings.autoScaling());
    }

    /// The same with a fixed number of replicas.
    public Scaling fixed(int replicas) {
        return new Scaling(replicas, replicas, null, null, containerConcurrency, null);
    }

    private static @Nullable ScaleMetric metric(
            ComponentSettings settings, Map<String, String> annotations) {
        if (settings.scaleMetric() != null) {
            return settings.scaleMetric();
        }
        String annotated = annotations.get(AnnotationNames.KNATIVE_METRIC);
        for (ScaleMetric metric : ScaleMetric.values()) {
            if (metric.label().equals(annotated)) {
                return metric;
            }
        }
        return null;
    }

    private static @Nullable Double target(
            ComponentSettings settings, Map<String, String> annotations) {
        if (settings.scaleTarget() != null) {
            return settings.scaleTarget().doubleValue();
        }
        String annotated = annotations.get(AnnotationNames.KNATIVE_TARGET);
        try {
            return annotated == null ? null : Double.valueOf(annotated);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
