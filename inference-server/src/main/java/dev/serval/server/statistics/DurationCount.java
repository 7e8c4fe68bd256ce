package dev.serval.server.statistics;

import java.util.concurrent.atomic.LongAdder;

/// How often something happened and how long it took in all. Threads may share it; a reading taken
/// while others write may be of slightly different moments.
public final class DurationCount {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    DurationCount() {}

    public void add(long nanosTaken) {
        count.increment();
        nanos.add(nanosTaken);
    }

    public long count() {
        return count.sum();
    }

    /// In nanoseconds.
    public long total() {
        return nanos.sum();
    }
}
