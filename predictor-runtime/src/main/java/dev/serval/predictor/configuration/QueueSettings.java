package dev.serval.predictor.configuration;

import java.util.Map;

/// How requests wait to be merged.
///
/// @param priorityLevels how many priorities there are, 1 being the first served; 0 for none
/// @param defaultPriority that of a request which asks for none, or for one that there is not
/// @param defaultPolicy of priorities that have none of their own
/// @param policies by priority
public record QueueSettings(
        int priorityLevels,
        int defaultPriority,
        QueuePolicy defaultPolicy,
        Map<Integer, QueuePolicy> policies) {
    /// What holds where a model says nothing.
    public static final QueueSettings DEFAULT =
            new QueueSettings(0, 1, QueuePolicy.DEFAULT, Map.of());

    public QueueSettings {
        policies = Map.copyOf(policies);
    }

    /// The policy of that priority.
    public QueuePolicy policy(int priority) {
        return policies.getOrDefault(priority, defaultPolicy);
    }
}
