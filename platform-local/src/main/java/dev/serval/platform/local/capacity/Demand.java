package dev.serval.platform.local.capacity;

import java.time.Duration;
import java.util.List;

/// A revision's capacity as whoever runs its replicas sees it. Safe for threads.
public interface Demand extends AutoCloseable {
    /// The replicas that are ready. Calls that work at one that is no longer listed end there; one
    /// that was given back as unreachable gets calls again. A ready replica undoes `notStarting`.
    void replicas(List<ReplicaAddress> ready);

    /// While no replica is ready, refuses all that wait and all that come.
    ///
    /// @param reason why no replica can be started
    void notStarting(String reason);

    /// Undoes `notStarting`: calls wait again.
    void starting();

    /// What was asked since the last sample was taken.
    DemandSample sample();

    /// How many calls work at a replica: a replica that was taken off the list may end at 0.
    int working(ReplicaAddress replica);

    /// Is run, on the thread of the call, when one waits while no replica is ready: once for all
    /// that wait together.
    void whenWanted(Runnable wake);

    /// Is told of the first call of each replica, on the thread that gave its place back.
    void whenFirstAnswered(FirstAnswer listener);

    /// Retires the revision: what waits is refused, what works ends.
    @Override
    void close();

    /// The first call that a replica answered.
    interface FirstAnswer {
        /// It took so long, from the place to its return.
        void took(ReplicaAddress replica, Duration time);
    }
}
