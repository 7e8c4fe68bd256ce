package dev.serval.explainer.numeric;

/// Gauss and Legendre's rule for integrals from 0 to 1: exact for polynomials of a degree below
/// twice the number of its points. Not a record, since it holds arrays.
public final class GaussLegendre {
    private static final double SMALLEST_STEP = 1e-15;
    private static final int MOST_STEPS = 100;

    private final double[] points;
    private final double[] weights;

    private GaussLegendre(double[] points, double[] weights) {
        this.points = points;
        this.weights = weights;
    }

    /// The rule with so many points.
    public static GaussLegendre of(int count) {
        double[] points = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            double root = Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 0;
            double step = 1;
            for (int round = 0; round < MOST_STEPS && Math.abs(step) > SMALLEST_STEP; round++) {
                double[] found = legendre(count, root);
                slope = found[1];
                step = found[0] / slope;
                root -= step;
            }
            points[count - 1 - i] = (1 + root) / 2;
            weights[count - 1 - i] = 1 / ((1 - root * root) * slope * slope);
        }
        return new GaussLegendre(points, weights);
    }

    /// The Legendre polynomial of a degree, and its slope.
    private static double[] legendre(int degree, double at) {
        double before = 1;
        double value = at;
        for (int n = 2; n <= degree; n++) {
            double next = ((2 * n - 1) * at * value - (n - 1) * before) / n;
            before = value;
            value = next;
        }
        return new double[] {value, degree * (at * value - before) / (at * at - 1)};
    }

    public int count() {
        return points.length;
    }

    /// Where the integrand is asked for, rising.
    public double point(int index) {
        return points[index];
    }

    /// What it counts there; all weights add up to 1.
    public double weight(int index) {
        return weights[index];
    }
}
