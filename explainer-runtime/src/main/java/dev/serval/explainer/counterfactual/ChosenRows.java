package dev.serval.explainer.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The rows chosen so far, and what it costs to choose one more: how far it is from the explained
/// row, and how like it is to those chosen.
///
/// How different rows are is measured as DiCE does it (Mothilal, Sharma and Tan 2020), by a
/// determinantal point process: the determinant of the matrix of 1 / (1 + distance) of each two of
/// them, which is 1 where all are far apart and 0 where two are the same. One more row multiplies
/// it by a factor from 0 to 1, the square of what Cholesky's decomposition has in that row's
/// corner. That factor is what the row gains, so that choosing the cheapest each time is the usual
/// greedy way to a set of both near and different rows. Distances are in units of the first row's,
/// whatever the number of features.
final class ChosenRows {
    private static final double PROXIMITY = 0.5;
    private static final double LEAST_GAIN = 0.05;

    private final Search search;
    private final double diversity;
    private final List<double[]> rows = new ArrayList<>();
    private final List<double[]> lower = new ArrayList<>();
    private double unit = 1;

    /// @param diversity how much a row's gain counts against its distance
    ChosenRows(Search search, double diversity) {
        this.search = search;
        this.diversity = diversity;
    }

    /// Less is better; infinite for a row that is as good as one of those chosen.
    double cost(double[] row) {
        double far = PROXIMITY * search.distance(row) / unit;
        if (rows.isEmpty()) {
            return far;
        }
        double gain = gainOf(line(row));
        return gain < LEAST_GAIN ? Double.POSITIVE_INFINITY : far - diversity * gain;
    }

    /// Some of the rows, from the cheapest to the dearest.
    List<double[]> spread(List<double[]> candidates, int most) {
        List<double[]> sorted =
                candidates.stream().sorted(Comparator.comparingDouble(this::cost)).toList();
        int count = Math.min(most, sorted.size());
        return IntStream.range(0, count)
                .mapToObj(i -> sorted.get(i * sorted.size() / count))
                .toList();
    }

    void add(double[] row) {
        if (rows.isEmpty()) {
            unit = search.distance(row);
        }
        double[] line = line(row);
        lower.add(line);
        rows.add(row);
        line[line.length - 1] = Math.sqrt(gainOf(line));
    }

    /// In the order in which they were chosen.
    List<double[]> rows() {
        return List.copyOf(rows);
    }

    int count() {
        return rows.size();
    }

    /// The mean distance of two rows, in the units of the distance from the explained row.
    double meanDistance() {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += search.distance(rows.get(i), rows.get(j));
            }
        }
        return sum / (rows.size() * (rows.size() - 1) / 2.0);
    }

    private static double gainOf(double[] line) {
        double gain = 1;
        for (int i = 0; i < line.length - 1; i++) {
            gain -= line[i] * line[i];
        }
        return Math.max(0, gain);
    }

    /// The row's line of the matrix's lower factor, but for its corner, which is last.
    private double[] line(double[] row) {
        double[] line = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            double[] other = lower.get(i);
            double sum = 1 / (1 + search.distance(row, rows.get(i)) / unit);
            for (int k = 0; k < i; k++) {
                sum -= other[k] * line[k];
            }
            line[i] = sum / other[i];
        }
        return line;
    }
}
