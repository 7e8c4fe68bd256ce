package dev.serval.server.statistics;

import dev.serval.server.counting.Counts;
import dev.serval.server.counting.Stripe;

/// How often something happened and how long it took in all. Threads may share it; a reading taken
/// while others write may be of slightly different moments.
public final class DurationCount {
    /// How many counts it is.
    static final int CELLS = 2;

    private final Counts counts;
    private final int first;

    /// @param first the first of its counts among those
    DurationCount(Counts counts, int first) {
        this.counts = counts;
        this.first = first;
    }

    /// @param stripe of its counts
    void add(Stripe stripe, long nanosTaken) {
        stripe.add(first, 1);
        stripe.add(first + 1, nanosTaken);
    }

    void add(long nanosTaken) {
        add(counts.stripe(), nanosTaken);
    }

    public long count() {
        return counts.sum(first);
    }

    /// In nanoseconds.
    public long total() {
        return counts.sum(first + 1);
    }
}
