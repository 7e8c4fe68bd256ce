package dev.serval.explainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What each feature adds to one output of the model.
///
/// @param output the output's index
/// @param baseValue what the output is when nothing is known of the row
/// @param prediction what it is for the row
/// @param values one for each feature
/// @param standardErrors one for each feature, NaN where it is not known; empty where the values
///   are exact
/// @param interactions for each feature a line of what it adds together with each other feature,
///   and on the diagonal alone; lines add up to the values; empty where they were not asked for
public record Attribution(
        int output,
        double baseValue,
        double prediction,
        List<Double> values,
        List<Double> standardErrors,
        List<List<Double>> interactions) {
    public Attribution {
        values = List.copyOf(values);
        standardErrors = List.copyOf(standardErrors);
        interactions = List.copyOf(interactions);
    }

    /// Without interactions.
    public Attribution(
            int output,
            double baseValue,
            double prediction,
            List<Double> values,
            List<Double> standardErrors) {
        this(output, baseValue, prediction, values, standardErrors, List.of());
    }

    /// The same with interactions, given by feature and feature.
    public Attribution withInteractions(double[][] lines) {
        return new Attribution(
                output,
                baseValue,
                prediction,
                values,
                standardErrors,
                Arrays.stream(lines).map(line -> Arrays.stream(line).boxed().toList()).toList());
    }

    /// How far base and values together are from the prediction.
    public double additivityGap() {
        double sum = baseValue;
        for (double value : values) {
            sum += value;
        }
        return Math.abs(sum - prediction);
    }

    /// A list of zeros in which some columns have values.
    public static List<Double> spread(int features, List<Integer> columns, double[] values) {
        List<Double> all = new ArrayList<>(Collections.nCopies(features, 0.0));
        for (int i = 0; i < values.length; i++) {
            all.set(columns.get(i), values[i]);
        }
        return all;
    }
}
