package dev.serval.benchmark.load;

import java.util.Arrays;

/// Every time to an answer, in nanoseconds.
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = nanosTaken;
    }

    int count() {
        return count;
    }

    /// Puts them in order, for [#micros].
    void sort() {
        Arrays.sort(nanos, 0, count);
    }

    /// The time within which that share of the requests was answered.
    double micros(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        int index = (int) Math.min(count - 1, Math.floor(share * count));
        return nanos[index] / 1000.0;
    }
}
