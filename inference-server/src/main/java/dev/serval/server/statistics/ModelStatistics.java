package dev.serval.server.statistics;

import dev.serval.server.counting.Counts;
import dev.serval.server.counting.Stripe;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The counters of one model version since it was loaded. Threads may share it.
public final class ModelStatistics {
    private static final int MOST_SIZES = 64;

    private static final int SUCCESS = 0;
    private static final int FAILURE = SUCCESS + DurationCount.CELLS;
    private static final int QUEUE = FAILURE + DurationCount.CELLS;
    private static final int INPUT = QUEUE + DurationCount.CELLS;
    private static final int COMPUTE = INPUT + DurationCount.CELLS;
    private static final int OUTPUT = COMPUTE + DurationCount.CELLS;
    private static final int ONE_ROW = OUTPUT + DurationCount.CELLS;
    private static final int ROWS = ONE_ROW + DurationCount.CELLS;
    private static final int LAST_BEGAN = ROWS + 1;
    private static final int CELLS = LAST_BEGAN + 1;

    private final Counts counts = new Counts(CELLS);
    private final DurationCount success = new DurationCount(counts, SUCCESS);
    private final DurationCount failure = new DurationCount(counts, FAILURE);
    private final DurationCount queue = new DurationCount(counts, QUEUE);
    private final DurationCount input = new DurationCount(counts, INPUT);
    private final DurationCount compute = new DurationCount(counts, COMPUTE);
    private final DurationCount output = new DurationCount(counts, OUTPUT);
    private final DurationCount ofOneRow = new DurationCount(counts, ONE_ROW);
    private final ConcurrentMap<Long, DurationCount> ofMoreRows = new ConcurrentHashMap<>();
    private final long made = System.nanoTime();
    private volatile LastRun lastRun = new LastRun(0, 0);
    private final ComputeCost cost = new ComputeCost();
    private volatile @Nullable Object attachment;

    /// When a run began: on the clock of `LAST_BEGAN`, and in milliseconds since the epoch.
    private record LastRun(long began, long epochMillis) {}

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

    /// Counts a request that was answered; all durations in nanoseconds.
    ///
    /// @param total from its last byte in to its answer being ready
    public void answered(long total, long queued, long reading, long writing) {
        Stripe stripe = counts.stripe();
        success.add(stripe, total);
        queue.add(stripe, queued);
        input.add(stripe, reading);
        output.add(stripe, writing);
    }

    /// Counts a request that was refused or failed.
    ///
    /// @param total nanoseconds from its last byte in to its end
    public void failed(long total) {
        failure.add(counts.stripe(), total);
    }

    /// Counts one run of the model.
    ///
    /// @param rows how many rows it had
    /// @param began when, on the clock of [System#nanoTime]
    /// @param took nanoseconds
    public void executed(long rows, long began, long took) {
        Stripe stripe = counts.stripe();
        compute.add(stripe, took);
        stripe.add(ROWS, rows);
        if (rows == 1) {
            ofOneRow.add(stripe, took);
        } else {
            ofRows(rows).add(took);
        }
        stripe.raise(LAST_BEGAN, 1 + began - made);
    }

    /// The runs by how many rows they had, rising. Beyond the first 64 different sizes a run is
    /// counted under the next power of two.
    public SortedMap<Long, DurationCount> bySize() {
        SortedMap<Long, DurationCount> sizes = new TreeMap<>(ofMoreRows);
        if (ofOneRow.count() > 0) {
            sizes.put(1L, ofOneRow);
        }
        return sizes;
    }

    private DurationCount ofRows(long rows) {
        DurationCount known = ofMoreRows.get(rows);
        if (known != null) {
            return known;
        }
        boolean full = ofMoreRows.size() >= MOST_SIZES - 1;
        long key = full && rows > 1 ? Long.highestOneBit(rows - 1) << 1 : rows;
        return ofMoreRows.computeIfAbsent(
                key, _ -> new DurationCount(new Counts(DurationCount.CELLS), 0));
    }

    /// How many rows were inferred.
    public long rows() {
        return counts.sum(ROWS);
    }

    /// How many times the model ran; fewer than requests where they were merged.
    public long executions() {
        return compute.count();
    }

    /// When the model's last run began that gave an answer, on the clock of [System#nanoTime]; when
    /// this was made, if none did.
    public long lastBegan() {
        return made + Math.max(0, counts.most(LAST_BEGAN) - 1);
    }

    /// The same in milliseconds since the epoch; 0 if there was none.
    public long lastInference() {
        long began = counts.most(LAST_BEGAN);
        LastRun told = lastRun;
        if (told.began != began) {
            long ago = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastBegan());
            told = new LastRun(began, System.currentTimeMillis() - ago);
            lastRun = told;
        }
        return told.epochMillis;
    }
}
