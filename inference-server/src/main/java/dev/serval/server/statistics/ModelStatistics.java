package dev.serval.server.statistics;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The counters of one model version since it was loaded. Threads may share it.
public final class ModelStatistics {
    private static final int MOST_SIZES = 64;

    private final DurationCount success = new DurationCount();
    private final DurationCount failure = new DurationCount();
    private final DurationCount queue = new DurationCount();
    private final DurationCount input = new DurationCount();
    private final DurationCount compute = new DurationCount();
    private final DurationCount output = new DurationCount();
    private final LongAdder rows = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final ConcurrentMap<Long, DurationCount> bySize = new ConcurrentHashMap<>();
    private final AtomicLong lastInference = new AtomicLong();
    private final ComputeCost cost = new ComputeCost();
    private volatile @Nullable Object attachment;

    /// What the model's requests cost to compute.
    public ComputeCost cost() {
        return cost;
    }

    /// What an observer keeps for this version beside its counters, so that it need not be looked
    /// up for every call.
    ///
    /// @param make gives the same object whenever it is called
    public <T> T attached(Class<T> type, Supplier<T> make) {
        Object found = attachment;
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        T made = make.get();
        attachment = made;
        return made;
    }

    /// Requests that were answered, from their last byte in to their answer being ready.
    public DurationCount success() {
        return success;
    }

    /// Requests that were refused or failed.
    public DurationCount failure() {
        return failure;
    }

    /// Waiting for a thread, or in the model's queue.
    public DurationCount queue() {
        return queue;
    }

    /// Reading and checking requests.
    public DurationCount input() {
        return input;
    }

    /// Running the model.
    public DurationCount compute() {
        return compute;
    }

    /// Writing answers.
    public DurationCount output() {
        return output;
    }

    /// Counts one run of the model.
    ///
    /// @param rowsRun how many rows it had
    /// @param epochMillis when it began
    public void executed(long rowsRun, long nanosTaken, long epochMillis) {
        compute.add(nanosTaken);
        rows.add(rowsRun);
        executions.increment();
        ofSize(rowsRun).add(nanosTaken);
        if (epochMillis > lastInference.getPlain()) {
            lastInference.accumulateAndGet(epochMillis, Math::max);
        }
    }

    /// The runs by how many rows they had, rising. Beyond the first 64 different sizes a run is
    /// counted under the next power of two.
    public SortedMap<Long, DurationCount> bySize() {
        return new TreeMap<>(bySize);
    }

    private DurationCount ofSize(long size) {
        DurationCount known = bySize.get(size);
        if (known != null) {
            return known;
        }
        boolean full = bySize.size() >= MOST_SIZES;
        long key = full && size > 1 ? Long.highestOneBit(size - 1) << 1 : size;
        return bySize.computeIfAbsent(key, _ -> new DurationCount());
    }

    /// How many rows were inferred.
    public long rows() {
        return rows.sum();
    }

    /// How many times the model ran; fewer than requests where they were merged.
    public long executions() {
        return executions.sum();
    }

    /// When the model last ran, in milliseconds since the epoch; 0 if it never did.
    public long lastInference() {
        return lastInference.get();
    }
}
