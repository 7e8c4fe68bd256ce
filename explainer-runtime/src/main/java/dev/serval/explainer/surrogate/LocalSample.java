package dev.serval.explainer.surrogate;

import dev.serval.explainer.numeric.PositiveDefinite;
import dev.serval.inference.failure.EngineFailure;
import java.util.ArrayList;
import java.util.List;

/// Rows around the explained one as the linear model sees them, their weights, and what the
/// explained model answers for them. The first is the explained row.
final class LocalSample {
    private final int features;
    private final double kernelWidth;
    private final List<double[]> seen = new ArrayList<>();
    private final List<double[]> answers = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    LocalSample(int features, double kernelWidth) {
        this.features = features;
        this.kernelWidth = kernelWidth;
    }

    /// Adds a row, weighed by the root of an exponential kernel of its distance.
    void add(double[] row, double distance, double[] answer) {
        seen.add(row);
        answers.add(answer);
        weights.add(Math.sqrt(Math.exp(-distance * distance / (kernelWidth * kernelWidth))));
    }

    int count() {
        return seen.size();
    }

    int outputs() {
        return answers.getFirst().length;
    }

    /// The explained row as the linear model sees it.
    double[] instance() {
        return seen.getFirst();
    }

    double answer(int output) {
        return answers.getFirst()[output];
    }

    /// The weighted mean of each feature and, last, of the output.
    private double[] means(int output) {
        double[] means = new double[features + 1];
        double total = 0;
        for (int row = 0; row < count(); row++) {
            double weight = weights.get(row);
            total += weight;
            for (int feature = 0; feature < features; feature++) {
                means[feature] += weight * seen.get(row)[feature];
            }
            means[features] += weight * answers.get(row)[output];
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= total;
        }
        return means;
    }

    /// The ridge regression of an output on some of the features, with an intercept that is not
    /// penalised.
    RidgeFit fit(int output, List<Integer> columns, double ridge) {
        double[] means = means(output);
        int size = columns.size();
        double[] products = new double[size * size];
        double[] moments = new double[size];
        for (int row = 0; row < count(); row++) {
            double weight = weights.get(row);
            double answer = answers.get(row)[output] - means[features];
            for (int i = 0; i < size; i++) {
                double left = weight * centred(row, columns.get(i), means);
                moments[i] += left * answer;
                for (int j = 0; j <= i; j++) {
                    products[i * size + j] += left * centred(row, columns.get(j), means);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            // A feature that never varies gets a weight of 0, with or without a penalty.
            products[i * size + i] += products[i * size + i] == 0 && ridge == 0 ? 1 : ridge;
        }
        double[] slopes =
                PositiveDefinite.decompose(size, products)
                        .orElseThrow(() ->
                                new EngineFailure(
                                        "features depend on each other, expected parameter 'ridge'"
                                                + " above 0",
                                        null))
                        .solve(moments);
        double intercept = means[features];
        for (int i = 0; i < size; i++) {
            intercept -= slopes[i] * means[columns.get(i)];
        }
        return new RidgeFit(columns, slopes, intercept, r2(output, columns, slopes, means));
    }

    private double centred(int row, int column, double[] means) {
        return seen.get(row)[column] - means[column];
    }

    private double r2(int output, List<Integer> columns, double[] slopes, double[] means) {
        double residual = 0;
        double total = 0;
        for (int row = 0; row < count(); row++) {
            double off = answers.get(row)[output] - means[features];
            double fitted = 0;
            for (int i = 0; i < slopes.length; i++) {
                fitted += slopes[i] * centred(row, columns.get(i), means);
            }
            total += weights.get(row) * off * off;
            residual += weights.get(row) * (off - fitted) * (off - fitted);
        }
        return total == 0 ? 1 : 1 - residual / total;
    }
}
