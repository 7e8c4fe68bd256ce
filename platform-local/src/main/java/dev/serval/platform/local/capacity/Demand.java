package dev.serval.platform.local.capacity;

import java.util.List;

/// A revision's capacity as whoever runs its replicas sees it. Safe for threads.
public interface Demand extends AutoCloseable {
    /// The replicas that are ready. Calls that work at one that is no longer listed end there.
    void replicas(List<ReplicaAddress> ready);

    /// Refuses all that wait, and all that come while no replica is ready.
    ///
    /// @param reason why no replica can be started
    void notStarting(String reason);

    /// Undoes `notStarting`: calls wait again.
    void starting();

    /// What was asked since the last sample was taken.
    DemandSample sample();

    /// How many calls work at a replica: a replica that was taken off the list may end at 0.
    int working(ReplicaAddress replica);

    /// Is run, on the thread of the call, when one waits while no replica is ready.
    void whenWanted(Runnable wake);

    /// Retires the revision: what waits is refused, what works ends.
    @Override
    void close();
}
