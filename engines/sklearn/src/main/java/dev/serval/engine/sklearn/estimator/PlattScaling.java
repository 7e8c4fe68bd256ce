package dev.serval.engine.sklearn.estimator;

import java.util.Optional;

/// Probabilities of decisions between pairs: a logistic curve for each pair (Platt, "Probabilistic
/// outputs for support vector machines", 1999), and what fits them all best (Wu, Lin and Weng,
/// "Probability estimates for multi-class classification by pairwise coupling", 2004, their second
/// method). Steps and bounds are libsvm's, since it stops before the end.
final class PlattScaling {
    private static final double LEAST = 1e-7;
    private static final int STEPS = 100;
    private static final double CLOSE = 0.005;

    private final double[] slopes;
    private final double[] offsets;

    private PlattScaling(double[] slopes, double[] offsets) {
        this.slopes = slopes;
        this.offsets = offsets;
    }

    /// That of a machine which was fitted with probabilities.
    static Optional<PlattScaling> find(Attributes attributes, int pairs) {
        boolean fitted =
                attributes.findArray("_probA").filter(array -> array.count() > 0).isPresent();
        if (!fitted) {
            return Optional.empty();
        }
        return Optional.of(
                new PlattScaling(
                        attributes.doubles("_probA", pairs), attributes.doubles("_probB", pairs)));
    }

    Matrix probabilities(Matrix decisions, int classes) {
        Matrix all = Matrix.zeros(decisions.rows(), classes);
        for (int row = 0; row < decisions.rows(); row++) {
            double[] one = coupled(pairs(decisions, row, classes));
            for (int i = 0; i < classes; i++) {
                all.set(row, i, one[i]);
            }
        }
        return all;
    }

    private double[][] pairs(Matrix decisions, int row, int classes) {
        double[][] pairs = new double[classes][classes];
        int pair = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = i + 1; j < classes; j++) {
                double score = slopes[pair] * decisions.at(row, pair) + offsets[pair];
                pairs[i][j] = Math.clamp(Scores.logistic(-score), LEAST, 1 - LEAST);
                pairs[j][i] = 1 - pairs[i][j];
                pair++;
            }
        }
        return pairs;
    }

    private static double[] coupled(double[][] pairs) {
        int count = pairs.length;
        double[][] q = quadratic(pairs);
        double[] p = new double[count];
        java.util.Arrays.fill(p, 1.0 / count);
        for (int step = 0; step < Math.max(STEPS, count); step++) {
            double[] qp = product(q, p);
            double pqp = dot(p, qp);
            if (largestError(qp, pqp) < CLOSE / count) {
                break;
            }
            improve(q, p, qp, pqp);
        }
        return p;
    }

    private static double[][] quadratic(double[][] pairs) {
        int count = pairs.length;
        double[][] q = new double[count][count];
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < count; j++) {
                if (j != t) {
                    q[t][t] += pairs[j][t] * pairs[j][t];
                    q[t][j] = -pairs[j][t] * pairs[t][j];
                }
            }
        }
        return q;
    }

    private static void improve(double[][] q, double[] p, double[] qp, double start) {
        double pqp = start;
        for (int t = 0; t < p.length; t++) {
            double step = (-qp[t] + pqp) / q[t][t];
            p[t] += step;
            double scale = 1 + step;
            pqp = (pqp + step * (step * q[t][t] + 2 * qp[t])) / scale / scale;
            for (int j = 0; j < p.length; j++) {
                qp[j] = (qp[j] + step * q[t][j]) / scale;
                p[j] /= scale;
            }
        }
    }

    private static double[] product(double[][] q, double[] p) {
        double[] product = new double[p.length];
        for (int t = 0; t < p.length; t++) {
            product[t] = dot(q[t], p);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largestError(double[] qp, double pqp) {
        double largest = 0;
        for (double value : qp) {
            largest = Math.max(largest, Math.abs(value - pqp));
        }
        return largest;
    }
}
