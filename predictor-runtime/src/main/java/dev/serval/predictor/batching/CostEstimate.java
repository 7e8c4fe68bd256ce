package dev.serval.predictor.batching;

import java.util.Locale;

/// What a run costs: `fixed + perRow * rows` nanoseconds.
record CostEstimate(double fixed, double perRow) {
    double of(double rows) {
        return fixed + perRow * rows;
    }

    /// The share of the time that merging so many requests saves, at the most 1; negative where it
    /// takes more.
    ///
    /// @param rows how many rows each request has
    /// @param eachMerged what merging costs for each request beside the run
    double saving(double requests, double rows, double eachMerged) {
        double apart = requests * of(rows);
        return apart <= 0 ? 0 : 1 - (of(requests * rows) + requests * eachMerged) / apart;
    }

    /// How many rows a run may have to take no longer than that; at least 1.
    long rowsWithin(long nanos, long most) {
        if (of(most) <= nanos) {
            return most;
        }
        return Math.max(1, (long) ((nanos - fixed) / Math.max(perRow, 1)));
    }

    /// For people: `12.3 µs + 4.5 µs a row`.
    String text() {
        return String.format(Locale.ROOT, "%.1f µs + %.1f µs a row", fixed / 1000, perRow / 1000);
    }
}
