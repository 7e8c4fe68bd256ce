package dev.serval.server.statistics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long a model computes, as measured, for requests of each size: a moving average for every
/// power of two of input bytes. It decides whether a request is so quick that handing it to another
/// thread would cost more than computing it. Threads may share it; an update that two threads make
/// at once may be lost.
public final class ComputeCost {
    /// What a request may cost to become one that is computed at once.
    public static final long QUICK_NANOS = 50_000;

    /// What it may cost to stay one.
    public static final long QUICK_STILL_NANOS = 75_000;

    /// The most that one measurement counts, so that a thread which lost its processor for a while
    /// says little.
    private static final long MOST_NANOS = 4 * QUICK_STILL_NANOS;

    /// How many measurements are taken before any is believed.
    private static final int FIRST_MEASUREMENTS = 8;

    private static final int WEIGHT_BITS = 4;
    private static final int SIZES = 40;

    private static final long QUICK = 1L << 32;

    /// How many more measurements are taken before any is believed, after a first request that was
    /// thought to be quick was not. Doubled by each further one.
    private static final long DISTRUST = 1_000;

    private static final int MOST_DOUBLINGS = 20;

    /// For each size the average in nanoseconds, times 16.
    private final AtomicLongArray averages = new AtomicLongArray(SIZES);

    /// For each size how many measurements there were, up to [#FIRST_MEASUREMENTS]; [#QUICK] while
    /// requests are quick.
    private final AtomicLongArray seen = new AtomicLongArray(SIZES);

    private final AtomicInteger overruns = new AtomicInteger();

    ComputeCost() {}

    /// Takes in that a request was computed.
    ///
    /// @param inputBytes the data of its input tensors
    public void measured(long inputBytes, long nanosTaken) {
        int size = sizeOf(inputBytes);
        long nanos = Math.min(nanosTaken, MOST_NANOS);
        long before = seen.getOpaque(size);
        long scaled = averages.getOpaque(size);
        if (before < FIRST_MEASUREMENTS) {
            // What comes first is slow for reasons that pass: the quickest is nearest to the truth.
            long first = nanos << WEIGHT_BITS;
            averages.setOpaque(size, before == 0 ? first : Math.min(scaled, first));
            seen.setOpaque(size, before + 1);
            return;
        }
        long average = scaled + nanos - (scaled >> WEIGHT_BITS);
        averages.setOpaque(size, average);
        boolean wasQuick = before == QUICK;
        boolean isQuick = average >> WEIGHT_BITS < (wasQuick ? QUICK_STILL_NANOS : QUICK_NANOS);
        if (isQuick != wasQuick) {
            seen.setOpaque(size, isQuick ? QUICK : FIRST_MEASUREMENTS);
        }
    }

    /// Takes in that a request that was expected to be quick had to be stopped: the model's cost
    /// depends on more than sizes. It takes long until any of its requests is called quick again,
    /// and longer each time.
    public void overran() {
        int doublings = Math.min(overruns.getAndIncrement(), MOST_DOUBLINGS);
        for (int size = 0; size < SIZES; size++) {
            seen.setOpaque(size, -(DISTRUST << doublings));
        }
    }

    /// Whether a request of that size is quick, by all that is known; a size that was not seen is
    /// not.
    public boolean isQuick(long inputBytes) {
        return seen.getOpaque(sizeOf(inputBytes)) == QUICK;
    }

    private static int sizeOf(long inputBytes) {
        return Math.min(SIZES - 1, Long.SIZE - Long.numberOfLeadingZeros(inputBytes));
    }
}
