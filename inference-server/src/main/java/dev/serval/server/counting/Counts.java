package dev.serval.server.counting;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A row of counts to which many threads add: each has a row of its own for that, its [Stripe], and
/// whoever reads adds the rows up. So counting needs no atomic instruction, and no processor waits
/// for what another one counts. A reading taken while others add may be of slightly different
/// moments.
public final class Counts {
    private final int cells;
    private final AtomicReference<@Nullable Stripe[]> stripes =
            new AtomicReference<>(new @Nullable Stripe[1]);

    /// @param cells how many counts there are
    public Counts(int cells) {
        this.cells = cells;
    }

    /// Where the current thread adds. Not to be kept, nor given to another thread.
    public Stripe stripe() {
        int index = CountingThread.index();
        Stripe found = at(index, stripes.get());
        return found == null ? made(index) : found;
    }

    private static @Nullable Stripe at(int index, @Nullable Stripe[] known) {
        return index < known.length ? known[index] : null;
    }

    private Stripe made(int index) {
        Stripe fresh = new Stripe(cells, index == CountingThread.SHARED);
        while (true) {
            @Nullable Stripe[] known = stripes.get();
            Stripe found = at(index, known);
            if (found != null) {
                return found;
            }
            @Nullable Stripe[] more = Arrays.copyOf(known, Math.max(known.length, index + 1));
            more[index] = fresh;
            if (stripes.compareAndSet(known, more)) {
                return fresh;
            }
        }
    }

    /// What was added to that count in all.
    public long sum(int cell) {
        long sum = 0;
        for (Stripe each : stripes.get()) {
            sum += each == null ? 0 : each.value(cell);
        }
        return sum;
    }

    /// The most to which that count was raised; 0 if it never was.
    public long most(int cell) {
        long most = 0;
        for (Stripe each : stripes.get()) {
            most = Math.max(most, each == null ? 0 : each.value(cell));
        }
        return most;
    }
}
