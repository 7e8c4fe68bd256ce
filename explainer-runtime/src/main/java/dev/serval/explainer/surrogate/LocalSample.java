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
            double answer = answers.get(row)[output] - means[features];
            double[] centred = centred(row, columns, means);
            addProducts(products, centred, weights.get(row));
            for (int i = 0; i < size; i++) {
                moments[i] += weights.get(row) * centred[i] * answer;
            }
        }
        for (int i = 0; i < size; i++) {
            // A feature that never varies gets a weight of 0, with or without a penalty.
            products[i * size + i] += products[i * size + i] == 0 && ridge == 0 ? 1 : ridge;
        }
        PositiveDefinite normal =
                PositiveDefinite.decompose(size, products)
                        .orElseThrow(() ->
                                new EngineFailure(
                                        "features depend on each other, expected parameter 'ridge'"
                                                + " above 0",
                                        null));
        double[] slopes = normal.solve(moments);
        double[] residuals = residuals(output, columns, slopes, means);
        double intercept = means[features];
        for (int i = 0; i < size; i++) {
            intercept -= slopes[i] * means[columns.get(i)];
        }
        return new RidgeFit(
                columns,
                slopes,
                errors(normal, columns, means, residuals),
                intercept,
                r2(output, residuals, means));
    }

    /// The slopes' standard errors, by how far the model's answers are from the fit row by row,
    /// which is more where no linear model fits (White 1980).
    private double[] errors(
            PositiveDefinite normal, List<Integer> columns, double[] means, double[] residuals) {
        int size = columns.size();
        double[] scatter = new double[size * size];
        for (int row = 0; row < count(); row++) {
            double off = weights.get(row) * residuals[row];
            addProducts(scatter, centred(row, columns, means), off * off);
        }
        double[] errors = new double[size];
        for (int i = 0; i < size; i++) {
            double[] unit = new double[size];
            unit[i] = 1;
            double[] line = normal.solve(unit);
            double variance = 0;
            for (int j = 0; j < size; j++) {
                variance += line[j] * line[j] * scatter[j * size + j];
                for (int k = 0; k < j; k++) {
                    variance += 2 * line[j] * line[k] * scatter[j * size + k];
                }
            }
            errors[i] = Math.sqrt(Math.max(0, variance));
        }
        return errors;
    }

    /// Adds a row's products with itself, the lower triangle of them.
    private static void addProducts(double[] products, double[] row, double weight) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i * row.length + j] += weight * row[i] * row[j];
            }
        }
    }

    private double[] centred(int row, List<Integer> columns, double[] means) {
        double[] centred = new double[columns.size()];
        for (int i = 0; i < centred.length; i++) {
            int column = columns.get(i);
            centred[i] = seen.get(row)[column] - means[column];
        }
        return centred;
    }

    private double[] residuals(int output, List<Integer> columns, double[] slopes, double[] means) {
        double[] residuals = new double[count()];
        for (int row = 0; row < count(); row++) {
            double[] centred = centred(row, columns, means);
            double fitted = means[features];
            for (int i = 0; i < slopes.length; i++) {
                fitted += slopes[i] * centred[i];
            }
            residuals[row] = answers.get(row)[output] - fitted;
        }
        return residuals;
    }

    private double r2(int output, double[] residuals, double[] means) {
        double residual = 0;
        double total = 0;
        for (int row = 0; row < count(); row++) {
            double off = answers.get(row)[output] - means[features];
            total += weights.get(row) * off * off;
            residual += weights.get(row) * residuals[row] * residuals[row];
        }
        return total == 0 ? 1 : 1 - residual / total;
    }
}
