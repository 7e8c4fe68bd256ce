package dev.serval.explainer.surrogate;

import dev.serval.explainer.model.Rows;
import java.util.random.RandomGenerator;

/// Rows drawn from a normal distribution around the explained one, as wide as the background; the
/// linear model sees how many standard deviations each feature is from the background's mean.
final class NormalNeighborhood implements Neighborhood {
    private final double[] instance;
    private final double[] means;
    private final double[] deviations;
    private final RandomGenerator random;

    NormalNeighborhood(double[] instance, Rows background, RandomGenerator random) {
        this.instance = instance;
        this.means = background.means();
        this.deviations = background.deviations();
        this.random = random;
    }

    @Override
    public double[] itself(double[] rows, int offset) {
        System.arraycopy(instance, 0, rows, offset, instance.length);
        return seen(rows, offset);
    }

    @Override
    public double[] draw(double[] rows, int offset) {
        for (int column = 0; column < instance.length; column++) {
            rows[offset + column] = instance[column] + deviations[column] * random.nextGaussian();
        }
        return seen(rows, offset);
    }

    private double[] seen(double[] rows, int offset) {
        double[] seen = new double[instance.length];
        for (int column = 0; column < seen.length; column++) {
            seen[column] = scaled(rows[offset + column], column);
        }
        return seen;
    }

    private double scaled(double value, int column) {
        return deviations[column] == 0 ? 0 : (value - means[column]) / deviations[column];
    }

    @Override
    public double distance(double[] seen) {
        double sum = 0;
        for (int column = 0; column < seen.length; column++) {
            double off = seen[column] - scaled(instance[column], column);
            sum += off * off;
        }
        return Math.sqrt(sum);
    }
}
