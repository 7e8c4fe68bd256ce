package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The cooperative game that Shapley values share out: a coalition of features is worth what the
/// model answers on average when those features are the instance's and all others come together
/// from a row of the background data. A feature that is the same in all of these is no player: it
/// can add nothing.
final class CoalitionGame {
    private final ExplanationTask task;
    private final Rows background;
    private final Link link;
    private final List<Integer> players;
    private final double[] empty;
    private final double[] full;

    /// Asks the model what it answers for the background and for the instance.
    CoalitionGame(ExplanationTask task, String method, Link link) {
        this.task = task;
        this.background = task.requireBackground(method);
        this.link = link;
        this.players = IntStream.range(0, background.width()).filter(this::varies).boxed().toList();
        task.model().requireRows(background.count() + 1L, "method '%s'".formatted(method));
        this.full = linked(task.model().predict(Rows.of(task.instance())), 0, 1);
        this.empty = linked(task.model().predict(background), 0, background.count());
    }

    private boolean varies(int column) {
        for (int row = 0; row < background.count(); row++) {
            if (background.at(row, column) != task.instance()[column]) {
                return true;
            }
        }
        return false;
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

    /// What some coalitions are worth, an array of outputs each. Asks for all of them at once.
    List<double[]> values(List<BitSet> coalitions) {
        int width = background.width();
        int perCoalition = background.count();
        double[] rows = new double[coalitions.size() * perCoalition * width];
        int offset = 0;
        for (BitSet coalition : coalitions) {
            for (int row = 0; row < perCoalition; row++) {
                background.copyRow(row, rows, offset);
                mask(coalition, rows, offset);
                offset += width;
            }
        }
        Rows answers = task.model().predict(Rows.over(width, rows));
        List<double[]> values = new ArrayList<>(coalitions.size());
        for (int i = 0; i < coalitions.size(); i++) {
            values.add(linked(answers, i * perCoalition, (i + 1) * perCoalition));
        }
        return values;
    }

    private void mask(BitSet coalition, double[] rows, int offset) {
        for (int player = coalition.nextSetBit(0);
                player >= 0;
                player = coalition.nextSetBit(player + 1)) {
            int column = players.get(player);
            rows[offset + column] = task.instance()[column];
        }
    }

    private double[] linked(Rows answers, int from, int to) {
        double[] means = answers.meansOf(from, to);
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
