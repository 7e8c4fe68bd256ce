package dev.serval.explainer.numeric;

import java.util.Arrays;

/// The intervals into which quantiles cut a column of numbers. Not a record, since it holds an
/// array.
public final class Bins {
    private final double[] edges;

    private Bins(double[] edges) {
        this.edges = edges;
    }

    /// Intervals that hold about as many of the values each; fewer where values repeat.
    public static Bins quantiles(double[] values, int bins) {
        double[] shares = new double[bins - 1];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (i + 1.0) / bins;
        }
        double greatest = Arrays.stream(values).max().orElse(0);
        double[] edges =
                Arrays.stream(Quantiles.of(values, shares))
                        .distinct()
                        .filter(edge -> edge < greatest)
                        .toArray();
        return new Bins(edges);
    }

    /// The number of the interval that a value lies in: above its lower end and not above its
    /// upper.
    public int of(double value) {
        int bin = 0;
        while (bin < edges.length && value > edges[bin]) {
            bin++;
        }
        return bin;
    }

    /// The lower end of an interval, minus infinity for the first.
    public double over(int bin) {
        return bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1];
    }

    /// The upper end of an interval, infinity for the last.
    public double upTo(int bin) {
        return bin == edges.length ? Double.POSITIVE_INFINITY : edges[bin];
    }
}
