package dev.serval.server.metrics;

import dev.serval.server.counting.Counts;
import dev.serval.server.counting.Stripe;
import java.util.List;

/// Durations in buckets from 50 µs to a minute. Adding one takes two additions and allocates
/// nothing; threads may share it. A reading taken while others add may be of slightly different
/// moments.
final class DurationHistogram {
    private static final double NANOS_PER_SECOND = 1e9;

    /// The upper bounds of all buckets but the last, which has none, in nanoseconds.
    private static final long[] BOUNDS = {
        50_000L,
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        60_000_000_000L,
    };

    /// After how many durations fell into each bucket stands the sum of them all.
    private static final int SUM = BOUNDS.length + 1;

    /// How many counts a histogram is.
    static final int CELLS = SUM + 1;

    private final Counts counts;
    private final int first;

    /// @param first the first of its counts among those
    DurationHistogram(Counts counts, int first) {
        this.counts = counts;
        this.first = first;
    }

    /// @param stripe of its counts
    void add(Stripe stripe, long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        stripe.add(first + bucket, 1);
        stripe.add(first + SUM, nanos);
    }

    /// A histogram as a scrape shows it.
    ///
    /// @param bounds of the buckets, in seconds; the last is infinite
    /// @param cumulative how many durations are no longer than each bound
    record Reading(List<Double> bounds, List<Long> cumulative, double sumSeconds) {
        Reading {
            bounds = List.copyOf(bounds);
            cumulative = List.copyOf(cumulative);
        }

        long count() {
            return cumulative.getLast();
        }
    }

    /// Several histograms as one.
    static Reading readingOf(List<DurationHistogram> histograms) {
        Double[] bounds = new Double[BOUNDS.length + 1];
        Long[] cumulative = new Long[bounds.length];
        long count = 0;
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            for (DurationHistogram histogram : histograms) {
                count += histogram.counts.sum(histogram.first + bucket);
            }
            cumulative[bucket] = count;
            bounds[bucket] =
                    bucket < BOUNDS.length
                            ? BOUNDS[bucket] / NANOS_PER_SECOND
                            : Double.POSITIVE_INFINITY;
        }
        long nanos = 0;
        for (DurationHistogram histogram : histograms) {
            nanos += histogram.counts.sum(histogram.first + SUM);
        }
        return new Reading(List.of(bounds), List.of(cumulative), nanos / NANOS_PER_SECOND);
    }
}
