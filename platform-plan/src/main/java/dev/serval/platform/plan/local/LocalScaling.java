package dev.serval.platform.plan.local;

import dev.serval.platform.api.inference.ScaleMetric;
import dev.serval.platform.plan.scaling.Scaling;
import java.util.Objects;

/// How many replicas of a component there are, in the terms of Knative's autoscaler.
///
/// @param minReplicas the fewest; 0 lets it scale to zero
/// @param maxReplicas the most; 0 for no limit
/// @param metric what is counted for each replica
/// @param target the count at which another replica is wanted, with the head room left off
/// @param containerConcurrency how many requests a replica works on at once; 0 for no limit
public record LocalScaling(
        int minReplicas, int maxReplicas, Metric metric, double target, long containerConcurrency) {

    /// What a laptop can count.
    public enum Metric {
        /// Requests that are being worked on.
        CONCURRENCY,
        /// Requests a second.
        RPS
    }

    /// Knative's defaults: how many requests at once, how many a second, and how full a replica may
    /// be before another is wanted.
    private static final double DEFAULT_CONCURRENCY = 100;

    private static final double DEFAULT_RPS = 200;
    private static final double UTILIZATION = 0.7;

    static LocalScaling of(Scaling scaling) {
        Metric metric = scaling.metric() == ScaleMetric.RPS ? Metric.RPS : Metric.CONCURRENCY;
        return new LocalScaling(
                scaling.minReplicas(),
                scaling.maxReplicas(),
                metric,
                target(scaling, metric),
                scaling.containerConcurrency());
    }

    /// The same for what need not be kept running.
    public LocalScaling withoutMinimum() {
        return new LocalScaling(0, maxReplicas, metric, target, containerConcurrency);
    }

    private static double target(Scaling scaling, Metric metric) {
        Double written = countsRequests(scaling) ? scaling.target() : null;
        if (metric == Metric.RPS) {
            return UTILIZATION * Objects.requireNonNullElse(written, DEFAULT_RPS);
        }
        long limit = scaling.containerConcurrency();
        double unlimited = Objects.requireNonNullElse(written, DEFAULT_CONCURRENCY);
        return UTILIZATION * (limit > 0 ? Math.min(limit, unlimited) : unlimited);
    }

    /// Whether the target is one of requests: a percentage of a processor is not.
    private static boolean countsRequests(Scaling scaling) {
        return scaling.metric() != ScaleMetric.CPU && scaling.metric() != ScaleMetric.MEMORY;
    }
}
