package dev.serval.explainer.numeric;

/// Means and their standard errors of several quantities that are sampled together (Welford's
/// method).
public final class RunningMeans {
    private final double[] means;
    private final double[] squares;
    private long count;

    public RunningMeans(int quantities) {
        means = new double[quantities];
        squares = new double[quantities];
    }

    /// Adds one sample of every quantity.
    public void add(double[] sample) {
        count++;
        for (int i = 0; i < means.length; i++) {
            double off = sample[i] - means[i];
            means[i] += off / count;
            squares[i] += off * (sample[i] - means[i]);
        }
    }

    public long count() {
        return count;
    }

    public double mean(int quantity) {
        return means[quantity];
    }

    /// The standard error of a mean; NaN if fewer than two samples were taken.
    public double standardError(int quantity) {
        return count < 2 ? Double.NaN : Math.sqrt(squares[quantity] / (count - 1) / count);
    }
}
