package dev.serval.platform.plan.rollout;

import dev.serval.platform.api.status.TrafficTarget;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The revisions of a component as they are observed.
///
/// @param latestCreated the newest; null before the first
/// @param latestReady the newest that is ready; null before the first
/// @param traffic how the traffic is split between them
public record Revisions(
        @Nullable String latestCreated, @Nullable String latestReady, List<TrafficTarget> traffic) {
    /// No revision yet.
    public static final Revisions NONE = new Revisions(null, null, List.of());

    public Revisions {
        traffic = List.copyOf(traffic);
    }

    /// The share that follows the latest revision, if it is the latest ready one's.
    @Nullable TrafficTarget trafficOfLatestReady() {
        return traffic.stream()
                .filter(target -> Boolean.TRUE.equals(target.latestRevision()))
                .filter(target -> Objects.equals(target.revisionName(), latestReady))
                .findFirst()
                .orElse(null);
    }

    /// All that goes to `revision`, in percent.
    long percentOf(String revision) {
        return traffic.stream()
                .filter(target -> revision.equals(target.revisionName()))
                .mapToLong(target -> Objects.requireNonNullElse(target.percent(), 0L))
                .sum();
    }
}
