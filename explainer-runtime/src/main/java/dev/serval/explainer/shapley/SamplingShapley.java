package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.RunningMeans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Shapley values estimated feature by feature: the mean of what a feature changes, over random
/// orders and random rows of the background (Strumbelj and Kononenko 2014). Two predicted rows a
/// sample, however large the background; what is estimated adds up only as well as the standard
/// errors say.
public final class SamplingShapley implements ExplanationMethod {
    @Override
    public String name() {
        return "sampling_shapley";
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.NUMBERS, Subject.TEXT);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "samples",
                        200,
                        2,
                        1 << 20,
                        "How many samples are taken for each feature."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        CoalitionGame game = new CoalitionGame(task, name(), Link.IDENTITY);
        int width = task.instance().length;
        task.model()
                .requireRows(
                        4L * width, "method 'sampling_shapley' with %d features".formatted(width));
        int asked = task.settings().whole("samples");
        int samples = (int) Math.min(asked, task.model().rowsLeft() / (2L * width));
        RunningMeans means = new RunningMeans(width * game.outputs());
        sample(task, samples, means);
        return explanation(game, means, width, asked);
    }

    /// Every round takes one sample of each feature.
    private void sample(ExplanationTask task, int samples, RunningMeans means) {
        Rows background = task.requireBackground(name());
        RandomGenerator random = task.random();
        int width = background.width();
        int rounds = Math.max(1, BudgetedModel.blockRows(width) / (2 * width));
        for (int done = 0; done < samples; done += rounds) {
            if (done > 1 && task.model().isOutOfTime()) {
                return;
            }
            int together = Math.min(rounds, samples - done);
            double[] rows = new double[together * 2 * width * width];
            for (int pair = 0; pair < together * width; pair++) {
                fill(rows, 2 * pair * width, pair % width, task, background, random);
            }
            Rows answers = task.model().predict(Rows.over(width, rows));
            for (int round = 0; round < together; round++) {
                means.add(differences(answers, round, width));
            }
        }
    }

    /// A row with the feature known and the same with it unknown; features before it in a random
    /// order are known.
    private static void fill(
            double[] rows,
            int offset,
            int feature,
            ExplanationTask task,
            Rows background,
            RandomGenerator random) {
        int width = background.width();
        background.copyRow(random.nextInt(background.count()), rows, offset + width);
        int[] order = PermutationShapley.shuffled(width, random);
        for (int place = 0; order[place] != feature; place++) {
            rows[offset + width + order[place]] = task.instance()[order[place]];
        }
        System.arraycopy(rows, offset + width, rows, offset, width);
        rows[offset + feature] = task.instance()[feature];
    }

    private static double[] differences(Rows answers, int round, int width) {
        double[] differences = new double[width * answers.width()];
        for (int feature = 0; feature < width; feature++) {
            int pair = 2 * (round * width + feature);
            for (int output = 0; output < answers.width(); output++) {
                differences[output * width + feature] =
                        answers.at(pair, output) - answers.at(pair + 1, output);
            }
        }
        return differences;
    }

    private static Explanation explanation(
            CoalitionGame game, RunningMeans means, int width, int asked) {
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < game.outputs(); output++) {
            List<Double> values = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            for (int feature = 0; feature < width; feature++) {
                values.add(means.mean(output * width + feature));
                errors.add(means.standardError(output * width + feature));
            }
            attributions.add(
                    new Attribution(
                            output, game.empty()[output], game.full()[output], values, errors));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("samples", (double) means.count());
        return new Explanation.Attributions(
                attributions, Findings.of(means.count() == asked, measures));
    }
}
