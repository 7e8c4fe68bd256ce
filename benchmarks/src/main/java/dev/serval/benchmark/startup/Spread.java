package dev.serval.benchmark.startup;

import java.util.List;

/// What several starts have in common.
record Spread(double median, double least, double most) {
    static Spread of(List<StartMeasurement> measurements, Figure figure) {
        double[] sorted = measurements.stream().mapToDouble(figure::of).sorted().toArray();
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
