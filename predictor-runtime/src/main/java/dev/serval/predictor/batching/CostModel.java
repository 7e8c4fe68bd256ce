package dev.serval.predictor.batching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Learns what runs of a model cost by their rows, from the latest runs. What else happens on the
/// machine only ever makes a run slower, so of the latest runs of about the same size the one at
/// the lower quartile speaks for them, and a line is laid through these by least squares of the
/// relative errors, so that short runs count as much as long ones. Threads share it; one that finds
/// it busy drops its sample rather than wait.
final class CostModel {
    private static final int SIZES = 12;
    private static final int REMEMBERED = 16;
    private static final int FEWEST = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Samples[] bySize = new Samples[SIZES];

    CostModel() {
        Arrays.setAll(bySize, _ -> new Samples());
    }

    /// Adds a run.
    void record(long rows, long nanos) {
        if (rows < 1 || !lock.tryLock()) {
            return;
        }
        try {
            bySize[sizeOf(rows)].add(rows, nanos);
        } finally {
            lock.unlock();
        }
    }

    /// 1, 2, 3-4, 5-8, … rows.
    private static int sizeOf(long rows) {
        return Math.min(SIZES - 1, Long.SIZE - Long.numberOfLeadingZeros(rows - 1));
    }

    /// What a run of the smallest size known takes.
    OptionalLong smallest() {
        List<Sample> known = typical(1);
        return known.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.getFirst().nanos);
    }

    /// The line if merging saved nothing, once any run is known.
    Optional<CostEstimate> pessimistic() {
        return typical(1).stream().findFirst().map(sample -> new CostEstimate(0, sample.perRow()));
    }

    /// The line, once runs of two sizes are known.
    Optional<CostEstimate> estimate() {
        List<Sample> known = typical(FEWEST);
        return known.size() < 2 ? Optional.empty() : Optional.of(fit(known));
    }

    private List<Sample> typical(int fewest) {
        lock.lock();
        try {
            List<Sample> known = new ArrayList<>();
            for (Samples samples : bySize) {
                if (samples.count >= fewest) {
                    known.add(samples.lowerQuartile());
                }
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /// Minimizes the sum of `((fixed + perRow * rows - nanos) / nanos)²`; neither may be negative.
    private static CostEstimate fit(List<Sample> samples) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double t0 = 0;
        double t1 = 0;
        for (Sample sample : samples) {
            double nanos = Math.max(1, sample.nanos);
            double weight = 1 / (nanos * nanos);
            s0 += weight;
            s1 += weight * sample.rows;
            s2 += weight * sample.rows * sample.rows;
            t0 += weight * nanos;
            t1 += weight * nanos * sample.rows;
        }
        double determinant = s0 * s2 - s1 * s1;
        double perRow = (s0 * t1 - s1 * t0) / determinant;
        double fixed = (s2 * t0 - s1 * t1) / determinant;
        if (perRow < 0) {
            return new CostEstimate(t0 / s0, 0);
        }
        return fixed < 0 ? new CostEstimate(0, t1 / s2) : new CostEstimate(fixed, perRow);
    }

    private record Sample(long rows, long nanos) {
        double perRow() {
            return (double) nanos / rows;
        }
    }

    /// The latest runs of about the same size, in a ring.
    private static final class Samples {
        private final Sample[] ring = new Sample[REMEMBERED];
        private int count;
        private int next;

        void add(long rows, long nanos) {
            ring[next] = new Sample(rows, nanos);
            next = (next + 1) % REMEMBERED;
            count = Math.min(count + 1, REMEMBERED);
        }

        Sample lowerQuartile() {
            Sample[] sorted = Arrays.copyOf(ring, count);
            Arrays.sort(sorted, Comparator.comparingDouble(Sample::perRow));
            return sorted[count / 4];
        }
    }
}
