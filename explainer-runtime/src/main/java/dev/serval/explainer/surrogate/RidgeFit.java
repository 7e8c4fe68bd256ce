package dev.serval.explainer.surrogate;

import dev.serval.explainer.method.Attribution;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A linear model of one output. Not a record, since it holds arrays.
final class RidgeFit {
    private final List<Integer> columns;
    private final double[] slopes;
    private final double[] errors;
    private final double intercept;
    private final double r2;

    /// @param errors the slopes' standard errors
    RidgeFit(List<Integer> columns, double[] slopes, double[] errors, double intercept, double r2) {
        this.columns = columns;
        this.slopes = slopes;
        this.errors = errors;
        this.intercept = intercept;
        this.r2 = r2;
    }

    /// The share of the output's weighted variance that the model accounts for.
    double r2() {
        return r2;
    }

    /// The features with the largest slopes, each by how much it matters at the row.
    List<Integer> strongest(int count, double[] instance) {
        return IntStream.range(0, slopes.length)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer i) ->
                                        Math.abs(slopes[i] * weightAt(instance[columns.get(i)])))
                                .reversed())
                .limit(count)
                .map(columns::get)
                .sorted()
                .toList();
    }

    /// A value of 0 says nothing of a feature whose scale is centred there.
    private static double weightAt(double seen) {
        return seen == 0 ? 1 : seen;
    }

    /// The slopes as attributions: the intercept is the base.
    Attribution attribution(int output, LocalSample sample, int features) {
        double[] values = new double[slopes.length];
        double[] ofValues = new double[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            double seen = sample.instance()[columns.get(i)];
            values[i] = slopes[i] * seen;
            ofValues[i] = errors[i] * Math.abs(seen);
        }
        return new Attribution(
                output,
                intercept,
                sample.answer(output),
                Attribution.spread(features, columns, values),
                Attribution.spread(features, columns, ofValues));
    }
}
