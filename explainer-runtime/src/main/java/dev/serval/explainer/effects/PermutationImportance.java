package dev.serval.explainer.effects;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.RunningMeans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Permutation importance: how much the answers for the background change when one feature's values
/// are shuffled among its rows (Breiman 2001; Fisher, Rudin and Dominici 2019), as the mean squared
/// change of each output, with its standard error over repeats. It needs no labels: it tells what
/// the model relies on, and not whether it is right to.
public final class PermutationImportance implements ExplanationMethod {
    @Override
    public String name() {
        return "permutation_importance";
    }

    @Override
    public int usualBackgroundRows() {
        return 1_000;
    }

    @Override
    public boolean isAboutTheModel() {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "repeats", 5, 2, 1000, "How often each feature is shuffled."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        int width = background.width();
        int rows = background.count();
        task.model()
                .requireRows(
                        rows + 2L * rows * width,
                        "method 'permutation_importance' with %d features and %d background rows"
                                .formatted(width, rows));
        Rows answers = task.model().predict(background);
        RandomGenerator random = task.random();
        int asked = task.settings().whole("repeats");
        RunningMeans means = new RunningMeans(answers.width() * width);
        while (means.count() < asked
                && task.model().rowsLeft() >= (long) rows * width
                && !(means.count() >= 2 && task.model().isOutOfTime())) {
            double[] changes = new double[answers.width() * width];
            for (int column = 0; column < width; column++) {
                Rows shuffled = task.model().predict(shuffled(background, column, random));
                for (int output = 0; output < answers.width(); output++) {
                    changes[output * width + column] = squaredChange(answers, shuffled, output);
                }
            }
            means.add(changes);
        }
        return explanation(answers, means, width, means.count() == asked);
    }

    private static Rows shuffled(Rows background, int column, RandomGenerator random) {
        int width = background.width();
        double[] rows = new double[background.count() * width];
        for (int row = 0; row < background.count(); row++) {
            background.copyRow(row, rows, row * width);
        }
        for (int row = background.count() - 1; row > 0; row--) {
            int other = random.nextInt(row + 1);
            double kept = rows[row * width + column];
            rows[row * width + column] = rows[other * width + column];
            rows[other * width + column] = kept;
        }
        return Rows.over(width, rows);
    }

    private static double squaredChange(Rows before, Rows after, int output) {
        double sum = 0;
        for (int row = 0; row < before.count(); row++) {
            double change = after.at(row, output) - before.at(row, output);
            sum += change * change;
        }
        return sum / before.count();
    }

    private static Explanation explanation(
            Rows answers, RunningMeans means, int width, boolean complete) {
        double[] mean = answers.means();
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < answers.width(); output++) {
            List<Double> values = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            for (int column = 0; column < width; column++) {
                values.add(means.mean(output * width + column));
                errors.add(means.standardError(output * width + column));
            }
            attributions.add(new Attribution(output, mean[output], mean[output], values, errors));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("repeats", (double) means.count());
        return new Explanation.Attributions(
                attributions,
                new Findings(
                        complete,
                        measures,
                        List.of(
                                "values are mean squared changes over the background and do not add"
                                        + " up to an answer")));
    }
}
