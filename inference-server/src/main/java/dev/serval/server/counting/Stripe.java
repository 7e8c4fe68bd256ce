package dev.serval.server.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The counts of one thread, or of all those that have none of their own.
public final class Stripe {
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells;
    private final boolean isShared;

    Stripe(int cells, boolean isShared) {
        this.cells = new long[cells];
        this.isShared = isShared;
    }

    /// Adds to that count.
    public void add(int cell, long amount) {
        if (isShared) {
            long unused = (long) CELLS.getAndAdd(cells, cell, amount);
        } else {
            CELLS.setOpaque(cells, cell, cells[cell] + amount);
        }
    }

    /// Sets that count to the value, if it is less.
    public void raise(int cell, long value) {
        long known = value(cell);
        if (known >= value) {
            return;
        }
        if (!isShared) {
            CELLS.setOpaque(cells, cell, value);
            return;
        }
        while (known < value && !CELLS.compareAndSet(cells, cell, known, value)) {
            known = value(cell);
        }
    }

    long value(int cell) {
        return (long) CELLS.getOpaque(cells, cell);
    }
}
