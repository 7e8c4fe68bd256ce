package dev.serval.platform.plan.rollout;

import org.jspecify.annotations.Nullable;

/// The share of a component's traffic that one revision gets.
///
/// @param revision the revision by name; null for the latest that is ready, whichever that is
/// @param percent the share, 0 to 100
/// @param tag the tag under which the revision has a host of its own; null for none
public record TrafficShare(@Nullable String revision, long percent, @Nullable String tag) {
    /// The tag of the revision that had all traffic before.
    public static final String PREVIOUS = "prev";

    /// The tag of the latest revision.
    public static final String LATEST = "latest";

    /// Whether this is the share of the latest ready revision.
    public boolean isLatest() {
        return revision == null;
    }
}
