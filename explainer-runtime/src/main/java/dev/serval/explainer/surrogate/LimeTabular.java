package dev.serval.explainer.surrogate;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// LIME for tables: a sparse linear model, fitted by weighted ridge regression to what the
/// explained one answers for rows drawn around the given one, the nearer the heavier.
public final class LimeTabular implements ExplanationMethod {
    private static final double USUAL_KERNEL_WIDTH = 0.75;
    private static final int FEWEST_SAMPLES = 10;

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public int usualBackgroundRows() {
        return 10_000;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "samples", 5000, FEWEST_SAMPLES, 1 << 20, "How many rows are drawn."),
                new ParameterSpec.Whole(
                        "num_features",
                        0,
                        0,
                        1 << 16,
                        "The most features with a weight; 0 for all of them."),
                new ParameterSpec.Real(
                        "kernel_width",
                        0,
                        0,
                        1e9,
                        "How far away rows still count; 0 for 0.75 times the root of the number of"
                                + " features."),
                new ParameterSpec.Choice(
                        "discretize",
                        List.of("quartile", "none"),
                        "Whether the linear model sees if a feature is in the row's own quartile,"
                                + " or the feature's value in standard deviations."),
                new ParameterSpec.Real("ridge", 1, 0, 1e9, "The penalty on large weights."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        Settings settings = task.settings();
        int asked = settings.whole("samples");
        task.model().requireRows(FEWEST_SAMPLES, "method 'lime'");
        Neighborhood neighborhood =
                settings.text("discretize").equals("none")
                        ? new NormalNeighborhood(task.instance(), background, task.random())
                        : new QuartileNeighborhood(task.instance(), background, task.random());
        LocalSample sample = new LocalSample(task.instance().length, width(task));
        int samples = (int) Math.min(asked, task.model().rowsLeft());
        gather(task, neighborhood, sample, samples);
        return explanation(task, sample, sample.count() == asked);
    }

    private static double width(ExplanationTask task) {
        double width = task.settings().real("kernel_width");
        return width > 0 ? width : USUAL_KERNEL_WIDTH * Math.sqrt(task.instance().length);
    }

    /// The first row is the given one itself.
    private static void gather(
            ExplanationTask task, Neighborhood neighborhood, LocalSample sample, int samples) {
        int width = task.instance().length;
        int block = BudgetedModel.blockRows(width);
        for (int done = 0; done < samples; done += block) {
            if (done > 0 && task.model().isOutOfTime()) {
                return;
            }
            int count = Math.min(block, samples - done);
            double[] rows = new double[count * width];
            List<double[]> seen = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                seen.add(
                        done + i == 0
                                ? neighborhood.itself(rows, 0)
                                : neighborhood.draw(rows, i * width));
            }
            Rows answers = task.model().predict(Rows.over(width, rows));
            for (int i = 0; i < count; i++) {
                sample.add(seen.get(i), neighborhood.distance(seen.get(i)), answers.row(i));
            }
        }
    }

    private static Explanation explanation(
            ExplanationTask task, LocalSample sample, boolean complete) {
        int most = task.settings().whole("num_features");
        double ridge = task.settings().real("ridge");
        List<Attribution> attributions = new ArrayList<>();
        double worstFit = 1;
        for (int output = 0; output < sample.outputs(); output++) {
            List<Integer> all = IntStream.range(0, task.instance().length).boxed().toList();
            RidgeFit fit = sample.fit(output, all, ridge);
            if (most > 0 && most < all.size()) {
                fit = sample.fit(output, fit.strongest(most, sample.instance()), ridge);
            }
            worstFit = Math.min(worstFit, fit.r2());
            attributions.add(fit.attribution(output, sample, task.instance().length));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("r2", worstFit);
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("samples", (double) sample.count());
        return new Explanation.Attributions(attributions, Findings.of(complete, measures));
    }
}
