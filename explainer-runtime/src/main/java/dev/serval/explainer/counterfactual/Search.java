package dev.serval.explainer.counterfactual;

import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/// What every search for counterfactuals works with. Not a record, since it holds arrays.
final class Search {
    private final double[] instance;
    private final Rows background;
    private final BudgetedModel model;
    private final Goal goal;
    private final Constraints constraints;
    private final RandomGenerator random;
    private final double[] scales;
    private boolean isCutShort;

    Search(
            double[] instance,
            Rows background,
            BudgetedModel model,
            Goal goal,
            Constraints constraints,
            RandomGenerator random) {
        this.instance = instance;
        this.background = background;
        this.model = model;
        this.goal = goal;
        this.constraints = constraints;
        this.random = random;
        this.scales = scales(background);
    }

    /// A feature's scale is its median absolute deviation, its standard deviation where that is 0,
    /// and 1 where both are.
    private static double[] scales(Rows background) {
        double[] deviations = background.deviations();
        double[] scales = new double[background.width()];
        for (int column = 0; column < scales.length; column++) {
            double[] values = background.column(column);
            double median = median(values);
            double spread =
                    median(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
            double otherwise = deviations[column] > 0 ? deviations[column] : 1;
            scales[column] = spread > 0 ? spread : otherwise;
        }
        return scales;
    }

    private static double median(double[] values) {
        return Quantiles.of(values, 0.5)[0];
    }

    double[] instance() {
        return instance;
    }

    Rows background() {
        return background;
    }

    BudgetedModel model() {
        return model;
    }

    Constraints constraints() {
        return constraints;
    }

    RandomGenerator random() {
        return random;
    }

    double scale(int column) {
        return scales[column];
    }

    /// How far a row is from the explained one: the sum of the features' changes, each in units of
    /// its scale (Wachter, Mittelstadt and Russell 2018).
    double distance(double[] row) {
        return distance(row, instance);
    }

    /// How far two rows are from each other, in the same measure.
    double distance(double[] row, double[] other) {
        double distance = 0;
        for (int column = 0; column < row.length; column++) {
            distance += Math.abs(row[column] - other[column]) / scales[column];
        }
        return distance;
    }

    /// How many features differ from the explained row's.
    int changed(double[] row) {
        return changes(row).cardinality();
    }

    /// Which features differ from the explained row's.
    BitSet changes(double[] row) {
        BitSet changes = new BitSet(row.length);
        for (int column = 0; column < row.length; column++) {
            changes.set(column, row[column] != instance[column]);
        }
        return changes;
    }

    /// Whether so many more rows may be asked for; if not, the search is cut short from then on.
    boolean mayAsk(int rows) {
        boolean may = model.rowsLeft() >= rows && !model.isOutOfTime();
        isCutShort |= !may;
        return may;
    }

    /// Whether rows were not asked for because the budget or the time was at its end.
    boolean isCutShort() {
        return isCutShort;
    }

    /// Which of some rows the model answers as was wished.
    boolean[] met(List<double[]> rows) {
        Rows answers = model.predict(Rows.of(rows.toArray(double[][]::new)));
        boolean[] met = new boolean[rows.size()];
        for (int row = 0; row < met.length; row++) {
            met[row] = goal.isMet(answers, row);
        }
        return met;
    }
}
