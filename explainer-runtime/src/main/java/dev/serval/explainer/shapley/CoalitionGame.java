package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The cooperative game that Shapley values share out: a coalition of features is worth what the
/// model answers on average when those features are the instance's and all others come together
/// from a row of the background data. A feature that is the same in all of these is no player: it
/// can add nothing.
final class CoalitionGame {
    /// If more than this share of rows are distinct, it is not worth the while to tell them apart.
    private static final double SELDOM = 0.95;

    private final ExplanationTask task;
    private final Rows background;
    private final Link link;
    private final List<Integer> players;
    private final double[] empty;
    private final double[] full;

    /// Whether it pays to look for rows that are alike: first whether any value of the background
    /// is there twice, or the instance's, and then whether any were found.
    private boolean mayRepeat;

    /// Asks the model what it answers for the background and for the instance.
    CoalitionGame(ExplanationTask task, String method, Link link) {
        this.task = task;
        this.background = task.requireBackground(method);
        this.link = link;
        this.players = IntStream.range(0, background.width()).filter(this::varies).boxed().toList();
        this.mayRepeat = players.stream().anyMatch(this::repeats);
        task.model().requireRows(background.count() + 1L, "method '%s'".formatted(method));
        this.full = linked(task.model().predict(Rows.of(task.instance())));
        this.empty = linked(task.model().predict(background));
    }

    private boolean varies(int column) {
        for (int row = 0; row < background.count(); row++) {
            if (background.at(row, column) != task.instance()[column]) {
                return true;
            }
        }
        return false;
    }

    private boolean repeats(int column) {
        double[] values = background.column(column);
        Arrays.sort(values);
        for (int i = 1; i < values.length; i++) {
            if (values[i] == values[i - 1]) {
                return true;
            }
        }
        return Arrays.binarySearch(values, task.instance()[column]) >= 0;
    }

    /// How many features can add something.
    int players() {
        return players.size();
    }

    int outputs() {
        return full.length;
    }

    /// What no feature is worth: the mean answer.
    double[] empty() {
        return empty;
    }

    /// What all features are worth: the answer for the instance.
    double[] full() {
        return full;
    }

    /// How many rows one coalition costs.
    int rowsPerCoalition() {
        return background.count();
    }

    /// How many coalitions had better be asked for at once.
    int block() {
        return Math.max(1, BudgetedModel.blockRows(background.width()) / background.count());
    }

    /// What some coalitions are worth, an array of outputs each. Asks for all of them at once, and
    /// for rows that are alike once.
    List<double[]> values(List<BitSet> coalitions) {
        int perCoalition = background.count();
        int[] numbers = new int[coalitions.size() * perCoalition];
        DistinctRows rows = new DistinctRows(background.width(), numbers.length, mayRepeat);
        int asked = 0;
        for (BitSet coalition : coalitions) {
            int[] known = coalition.stream().map(players::get).toArray();
            for (int row = 0; row < perCoalition; row++) {
                background.copyRow(row, rows.values(), rows.next());
                mask(known, rows.values(), rows.next());
                numbers[asked++] = rows.add();
            }
        }
        mayRepeat = mayRepeat && rows.count() < SELDOM * asked;
        Rows answers = task.model().predict(rows.rows());
        List<double[]> values = new ArrayList<>(coalitions.size());
        for (int i = 0; i < coalitions.size(); i++) {
            values.add(mean(answers, numbers, i * perCoalition, (i + 1) * perCoalition));
        }
        return values;
    }

    private double[] mean(Rows answers, int[] numbers, int from, int to) {
        double[] means = new double[answers.width()];
        for (int i = from; i < to; i++) {
            for (int output = 0; output < means.length; output++) {
                means[output] += answers.at(numbers[i], output);
            }
        }
        for (int output = 0; output < means.length; output++) {
            means[output] = link.apply(means[output] / (to - from));
        }
        return means;
    }

    private void mask(int[] known, double[] rows, int offset) {
        double[] instance = task.instance();
        for (int column : known) {
            rows[offset + column] = instance[column];
        }
    }

    private double[] linked(Rows answers) {
        double[] means = answers.means();
        for (int output = 0; output < means.length; output++) {
            means[output] = link.apply(means[output]);
        }
        return means;
    }

    /// The attribution for each output.
    ///
    /// @param values what each player adds, by output
    /// @param errors their standard errors, by output; empty if the values are exact
    List<Attribution> attributions(List<double[]> values, List<double[]> errors) {
        int features = background.width();
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < outputs(); output++) {
            attributions.add(
                    new Attribution(
                            output,
                            empty[output],
                            full[output],
                            Attribution.spread(features, players, values.get(output)),
                            errors.isEmpty()
                                    ? List.of()
                                    : Attribution.spread(features, players, errors.get(output))));
        }
        return attributions;
    }
}
