package dev.serval.explainer.numeric;

import java.util.Arrays;

/// Quantiles of samples, with straight lines between neighbours.
public final class Quantiles {
    private Quantiles() {}

    /// The values below which those shares of the samples lie.
    ///
    /// @param shares from 0 to 1
    public static double[] of(double[] samples, double... shares) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double[] quantiles = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            double place = shares[i] * (sorted.length - 1);
            int below = (int) Math.floor(place);
            int above = Math.min(below + 1, sorted.length - 1);
            quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
        return quantiles;
    }
}
