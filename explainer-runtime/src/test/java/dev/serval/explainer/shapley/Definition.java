package dev.serval.explainer.shapley;

import dev.serval.explainer.model.Rows;
import java.util.function.Function;

/// Shapley values as the definition has them, with no thought of how long that takes.
final class Definition {
    private final Function<double[], double[]> model;
    private final Rows background;
    private final double[] instance;

    Definition(Function<double[], double[]> model, Rows background, double[] instance) {
        this.model = model;
        this.background = background;
        this.instance = instance;
    }

    /// What each feature adds to one output.
    double[] values(int output) {
        int features = instance.length;
        double[] worths = new double[1 << features];
        for (int set = 0; set < worths.length; set++) {
            worths[set] = worth(set, output);
        }
        double[] values = new double[features];
        for (int feature = 0; feature < features; feature++) {
            for (int set = 0; set < worths.length; set++) {
                if ((set >> feature & 1) == 0) {
                    int size = Integer.bitCount(set);
                    double weight =
                            factorial(size) * factorial(features - size - 1) / factorial(features);
                    values[feature] += weight * (worths[set | 1 << feature] - worths[set]);
                }
            }
        }
        return values;
    }

    private double worth(int set, int output) {
        double sum = 0;
        for (int row = 0; row < background.count(); row++) {
            double[] mixed = background.row(row);
            for (int feature = 0; feature < mixed.length; feature++) {
                if ((set >> feature & 1) == 1) {
                    mixed[feature] = instance[feature];
                }
            }
            sum += model.apply(mixed)[output];
        }
        return sum / background.count();
    }

    private static double factorial(int of) {
        return of < 2 ? 1 : of * factorial(of - 1);
    }
}
