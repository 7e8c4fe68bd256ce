package dev.serval.platform.local.revision;

import dev.serval.platform.local.capacity.Admission;
import dev.serval.platform.local.capacity.Demand;

/// A revision's capacity from both sides.
///
/// @param admission as the gateway sees it
/// @param demand as the revision sees it
public record Capacity(Admission admission, Demand demand) {
    /// Makes the capacity of a new revision.
    public interface Factory {
        /// The capacity of a revision.
        ///
        /// @param revision its name
        /// @param containerConcurrency how many calls a replica works on at once; 0 for no limit
        Capacity create(String revision, long containerConcurrency);
    }
}
