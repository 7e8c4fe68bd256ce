package dev.serval.engine.sklearn.estimator;

import dev.serval.engine.sklearn.pickle.PickleException;
import java.util.Arrays;

/// The rows that were trained on, and the nearest of them. All are looked at; of those equally
/// near, the first come first.
final class Neighbors {
    private final String name;
    private final Matrix known;
    private final int count;
    private final boolean byDistance;
    private final double power;

    private Neighbors(String name, Matrix known, int count, boolean byDistance, double power) {
        this.name = name;
        this.known = known;
        this.count = count;
        this.byDistance = byDistance;
        this.power = power;
    }

    static Neighbors of(Attributes attributes) {
        Matrix known = attributes.matrix("_fit_X");
        int count = attributes.whole("n_neighbors");
        if (count < 1 || count > known.rows()) {
            throw new PickleException(
                    "%s: %d neighbors of %d rows"
                            .formatted(attributes.className(), count, known.rows()));
        }
        String weights = attributes.text("weights", "uniform");
        boolean byDistance = weights.equals("distance");
        if (!byDistance && !weights.equals("uniform")) {
            throw attributes.unread("weights '%s'".formatted(weights));
        }
        return new Neighbors(attributes.className(), known, count, byDistance, power(attributes));
    }

    /// The power of Minkowski's distance.
    private static double power(Attributes attributes) {
        String metric = attributes.text("effective_metric_", "euclidean");
        return switch (metric) {
            case "euclidean", "l2" -> 2;
            case "manhattan", "cityblock", "l1" -> 1;
            case "chebyshev" -> Double.POSITIVE_INFINITY;
            case "minkowski" -> attributes.entry("effective_metric_params_", "p", 2);
            default -> throw attributes.unread("metric '%s'".formatted(metric));
        };
    }

    int features() {
        return known.columns();
    }

    int known() {
        return known.rows();
    }

    /// Takes the neighbors of one row.
    @FunctionalInterface
    interface Visitor {
        void visit(int neighbor, double weight);
    }

    Matrix requireRows(Matrix rows) {
        return rows.requireFinite(name);
    }

    /// Visits a row's nearest ones, each with its weight.
    void visit(Matrix rows, int row, Visitor visitor) {
        int[] nearest = new int[count];
        double[] distances = new double[count];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int other = 0; other < known.rows(); other++) {
            double distance = distance(rows, row, other);
            int at = count;
            while (at > 0 && distances[at - 1] > distance) {
                at--;
            }
            if (at < count) {
                System.arraycopy(distances, at, distances, at + 1, count - at - 1);
                System.arraycopy(nearest, at, nearest, at + 1, count - at - 1);
                distances[at] = distance;
                nearest[at] = other;
            }
        }
        boolean hit = distances[0] == 0;
        for (int i = 0; i < count; i++) {
            double near = hit ? (distances[i] == 0 ? 1 : 0) : 1 / root(distances[i]);
            visitor.visit(nearest[i], byDistance ? near : 1);
        }
    }

    /// The distance before its root is taken.
    private double distance(Matrix rows, int row, int other) {
        double sum = 0;
        for (int i = 0; i < known.columns(); i++) {
            double apart = Math.abs(rows.at(row, i) - known.at(other, i));
            if (power == 2) {
                sum += apart * apart;
            } else if (Double.isInfinite(power)) {
                sum = Math.max(sum, apart);
            } else {
                sum += power == 1 ? apart : Math.pow(apart, power);
            }
        }
        return sum;
    }

    private double root(double sum) {
        if (power == 2) {
            return Math.sqrt(sum);
        }
        return Double.isInfinite(power) || power == 1 ? sum : Math.pow(sum, 1 / power);
    }
}
