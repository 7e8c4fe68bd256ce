package dev.serval.explainer.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/// Makes rows simpler: features are put back to what they were, and then as near to it as the
/// answer allows. All rows at once, so that the model is asked no oftener than for one.
final class Sparsity {
    private static final int HALVINGS = 12;

    private final Search search;
    private final ChosenRows chosen;

    Sparsity(Search search, ChosenRows chosen) {
        this.search = search;
        this.chosen = chosen;
    }

    /// Of each row the simplest that was met on the way; the model answers it as was wished, as it
    /// did the given one.
    ///
    /// What makes a row cheaper is put back first, so that of two changes that are enough by
    /// themselves the one is kept that tells it from the rows chosen before. What still is not
    /// needed goes then: no change is there only to be different.
    List<double[]> simplified(List<double[]> rows) {
        List<double[]> simple = new ArrayList<>(rows);
        putBack(simple, this::isCheaper);
        putBack(simple, (_, _) -> true);
        int most = simple.stream().mapToInt(search::changed).max().orElse(0);
        List<List<Integer>> columns = simple.stream().map(this::changedColumns).toList();
        for (int turn = 0; turn < most; turn++) {
            bringNearer(simple, columns, turn);
        }
        return simple;
    }

    private boolean isCheaper(double[] row, double[] tried) {
        return chosen.cost(tried) < chosen.cost(row);
    }

    private void putBack(List<double[]> rows, BiPredicate<double[], double[]> isWorthATry) {
        int most = rows.stream().mapToInt(search::changed).max().orElse(0);
        List<List<Integer>> columns = rows.stream().map(this::changedColumns).toList();
        for (int turn = 0; turn < most; turn++) {
            List<Trial> trials = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if (turn < columns.get(i).size()) {
                    int column = columns.get(i).get(turn);
                    Trial trial = new Trial(i, rows.get(i), column, search.instance()[column]);
                    if (isWorthATry.test(rows.get(i), trial.row())) {
                        trials.add(trial);
                    }
                }
            }
            keepMet(rows, trials);
        }
    }

    /// Halves the way between each row's value and the explained row's, of one feature a row.
    private void bringNearer(List<double[]> rows, List<List<Integer>> columns, int turn) {
        double[] refused = new double[rows.size()];
        for (int i = 0; i < refused.length; i++) {
            refused[i] =
                    turn < columns.get(i).size()
                            ? search.instance()[columns.get(i).get(turn)]
                            : Double.NaN;
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            List<Trial> trials = new ArrayList<>();
            for (int i = 0; i < refused.length; i++) {
                if (!Double.isNaN(refused[i])) {
                    halve(rows.get(i), i, columns.get(i).get(turn), refused, trials);
                }
            }
            for (Trial trial : keepMet(rows, trials)) {
                refused[trial.index()] = trial.value();
            }
        }
    }

    private void halve(double[] row, int index, int column, double[] refused, List<Trial> trials) {
        double middle = search.constraints().fitted(column, (row[column] + refused[index]) / 2);
        if (middle == row[column] || middle == refused[index]) {
            refused[index] = Double.NaN;
            return;
        }
        Trial trial = new Trial(index, row, column, middle);
        if (isCheaper(row, trial.row())) {
            trials.add(trial);
        } else {
            refused[index] = middle;
        }
    }

    /// Puts the rows that are answered as was wished in their places, and returns the others.
    private List<Trial> keepMet(List<double[]> rows, List<Trial> trials) {
        if (trials.isEmpty() || !search.mayAsk(trials.size())) {
            return trials;
        }
        boolean[] met = search.met(trials.stream().map(Trial::row).toList());
        List<Trial> refused = new ArrayList<>();
        for (int i = 0; i < met.length; i++) {
            Trial trial = trials.get(i);
            if (met[i]) {
                rows.set(trial.index(), trial.row());
            } else {
                refused.add(trial);
            }
        }
        return refused;
    }

    /// One of the rows with one feature's value changed. Not a record, since it holds an array.
    private static final class Trial {
        private final int index;
        private final double[] row;
        private final int column;

        Trial(int index, double[] row, int column, double value) {
            this.index = index;
            this.row = row.clone();
            this.column = column;
            this.row[column] = value;
        }

        int index() {
            return index;
        }

        double[] row() {
            return row;
        }

        double value() {
            return row[column];
        }
    }

    /// Smallest changes first: they are the likeliest not to matter.
    private List<Integer> changedColumns(double[] row) {
        return new ArrayList<>(
                IntStream.range(0, row.length)
                        .filter(column -> row[column] != search.instance()[column])
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(column ->
                                        Math.abs(row[column] - search.instance()[column])
                                                / search.scale(column)))
                        .toList());
    }
}
