package dev.serval.platform.plan.rollout;

import dev.serval.platform.api.status.ComponentStatus;
import dev.serval.platform.api.status.TrafficTarget;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which revision of a component had all traffic last, and which before. A canary splits the
/// traffic between the latest revision and the last that had it all.
///
/// @param latest the last revision that had all traffic; null before the first
/// @param previous the one that had all traffic before it; null before the second
public record Rollout(@Nullable String latest, @Nullable String previous) {
    private static final long ALL = 100;

    /// What was reported of a component.
    public static Rollout of(ComponentStatus reported) {
        return new Rollout(
                reported.latestRolledoutRevision(), reported.previousRolledoutRevision());
    }

    /// How the traffic is to be split.
    ///
    /// @param canaryPercent the share of the latest revision; null for all
    /// @param latestHasHost whether the latest revision gets a host of its own
    public List<TrafficShare> split(@Nullable Long canaryPercent, boolean latestHasHost) {
        String tag = latestHasHost ? TrafficShare.LATEST : null;
        if (canaryPercent == null || latest == null || canaryPercent >= ALL) {
            return List.of(new TrafficShare(null, ALL, tag));
        }
        return List.of(
                new TrafficShare(null, canaryPercent, tag),
                new TrafficShare(latest, ALL - canaryPercent, TrafficShare.PREVIOUS));
    }

    /// What is true after the traffic of `seen` was observed: a revision that got all traffic is
    /// the latest from now on; traffic that goes back to the latest while a newer one cannot take
    /// its place brings back the one before.
    public Rollout after(Revisions seen) {
        TrafficTarget newest = seen.trafficOfLatestReady();
        if (newest == null || newest.revisionName() == null) {
            return this;
        }
        String revision = newest.revisionName();
        long percent = Objects.requireNonNullElse(newest.percent(), 0L);
        if (!revision.equals(latest)) {
            return percent == ALL ? new Rollout(revision, latest) : this;
        }
        boolean pinned =
                revision.equals(seen.latestCreated())
                        && percent < ALL
                        && seen.percentOf(revision) == ALL
                        && previous != null;
        return pinned ? new Rollout(previous, previous) : this;
    }
}
