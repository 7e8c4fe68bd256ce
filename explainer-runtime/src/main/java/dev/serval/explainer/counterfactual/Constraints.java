package dev.serval.explainer.counterfactual;

import dev.serval.explainer.method.Features;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.method.Settings.Range;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What may be changed of a row: which features, in which direction, within which range, and in
/// whole numbers only. Not a record, since it holds arrays.
final class Constraints {
    static final List<ParameterSpec> PARAMETERS =
            List.of(
                    new ParameterSpec.Features("immutable", "Features that stay as they are."),
                    new ParameterSpec.Features("increase_only", "Features that may only grow."),
                    new ParameterSpec.Features("decrease_only", "Features that may only shrink."),
                    new ParameterSpec.Features("whole_numbers", "Features that are whole numbers."),
                    new ParameterSpec.Ranges(
                            "ranges",
                            "By feature, the least and the greatest value it may be changed to;"
                                    + " otherwise the background's."));

    private final double[] instance;
    private final double[] least;
    private final double[] most;
    private final boolean[] whole;

    private Constraints(double[] instance) {
        this.instance = instance;
        this.least = new double[instance.length];
        this.most = new double[instance.length];
        this.whole = new boolean[instance.length];
    }

    /// @throws InvalidInput if there is no such feature, or nothing may be changed
    static Constraints of(
            double[] instance, Rows background, Settings settings, Features features) {
        Constraints constraints = new Constraints(instance);
        Map<Integer, Range> ranges = settings.ranges("ranges", features);
        for (int column = 0; column < instance.length; column++) {
            double[] values = background.column(column);
            Range range =
                    ranges.getOrDefault(
                            column,
                            new Range(
                                    Arrays.stream(values).min().orElse(0),
                                    Arrays.stream(values).max().orElse(0)));
            constraints.least[column] = Math.min(range.least(), instance[column]);
            constraints.most[column] = Math.max(range.most(), instance[column]);
        }
        constraints.narrow(settings, features);
        if (constraints.changeable() == 0) {
            throw new InvalidInput(
                    "every feature is kept as it is, expected at least one that may be changed");
        }
        return constraints;
    }

    private void narrow(Settings settings, Features features) {
        for (int column : settings.columns("immutable", features)) {
            least[column] = instance[column];
            most[column] = instance[column];
        }
        for (int column : settings.columns("increase_only", features)) {
            least[column] = instance[column];
        }
        for (int column : settings.columns("decrease_only", features)) {
            most[column] = instance[column];
        }
        for (int column : settings.columns("whole_numbers", features)) {
            whole[column] = true;
        }
    }

    /// How many features may be changed.
    int changeable() {
        int count = 0;
        for (int column = 0; column < instance.length; column++) {
            count += mayChange(column) ? 1 : 0;
        }
        return count;
    }

    boolean mayChange(int column) {
        return least[column] < most[column];
    }

    double least(int column) {
        return least[column];
    }

    double most(int column) {
        return most[column];
    }

    /// The nearest value that the feature may have.
    double fitted(int column, double value) {
        double inside = Math.clamp(value, least[column], most[column]);
        if (!whole[column] || inside == instance[column]) {
            return inside;
        }
        double rounded = Math.rint(inside);
        if (rounded >= least[column] && rounded <= most[column]) {
            return rounded;
        }
        return instance[column];
    }
}
