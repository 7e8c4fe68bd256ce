package dev.serval.explainer.occlusion;

import dev.serval.explainer.grid.Grid;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.RunningMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// RISE: the grid is covered by many random, smooth masks, and each cell is worth how much higher
/// the answer is, on average, when it shows through (Petsiuk, Das and Saenko 2018; here centred by
/// the mean answer, so that a cell that does not matter is worth 0).
public final class Rise implements ExplanationMethod {
    private static final int FEWEST_MASKS = 20;

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Stream.concat(
                        Stream.of(
                                new ParameterSpec.Whole(
                                        "masks",
                                        1000,
                                        FEWEST_MASKS,
                                        1 << 20,
                                        "How many masks are tried."),
                                new ParameterSpec.Whole(
                                        "mask_cells",
                                        7,
                                        1,
                                        256,
                                        "How many cells a mask has along each side before it is"
                                                + " enlarged."),
                                new ParameterSpec.Real(
                                        "kept", 0.5, 0.01, 0.99, "The share that shows through.")),
                        Grid.PARAMETERS.stream())
                .toList();
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Grid grid = Grid.of(task);
        double[] cover = Grid.cover(task, name());
        task.model().requireRows(2L + FEWEST_MASKS, "method 'rise'");
        Rows ends = Grid.ends(task, cover);
        int asked = task.settings().whole("masks");
        int masks = (int) Math.min(asked, task.model().rowsLeft());
        RunningMeans means = new RunningMeans(ends.width() * grid.cells());
        RandomGenerator random = task.random();
        int block =
                Math.max(FEWEST_MASKS, Math.min(masks, BudgetedModel.blockRows(grid.cells()) / 4));
        for (int done = 0; done < masks; done += block) {
            if (done > 0 && task.model().isOutOfTime()) {
                break;
            }
            List<double[]> tried = new ArrayList<>();
            for (int i = done; i < Math.min(done + block, masks); i++) {
                tried.add(mask(grid, task, random));
            }
            add(grid, task, cover, tried, ends, means);
        }
        return explanation(grid, ends, means, means.count() == asked);
    }

    private static void add(
            Grid grid,
            ExplanationTask task,
            double[] cover,
            List<double[]> masks,
            Rows ends,
            RunningMeans means) {
        int width = task.instance().length;
        double[] rows = new double[masks.size() * width];
        for (int i = 0; i < masks.size(); i++) {
            grid.blend(task.instance(), cover, masks.get(i), rows, i * width);
        }
        Rows answers = task.model().predict(Rows.over(width, rows));
        double kept = task.settings().real("kept");
        double variance = kept * (1 - kept);
        for (int i = 0; i < masks.size(); i++) {
            double[] sample = new double[ends.width() * grid.cells()];
            for (int output = 0; output < ends.width(); output++) {
                double middle = (ends.at(0, output) + ends.at(1, output)) / 2;
                double answer = answers.at(i, output) - middle;
                for (int cell = 0; cell < grid.cells(); cell++) {
                    sample[output * grid.cells() + cell] =
                            answer * (masks.get(i)[cell] - kept) / variance;
                }
            }
            means.add(sample);
        }
    }

    /// A small mask of noughts and ones, enlarged with straight lines between and shifted at
    /// random.
    private static double[] mask(Grid grid, ExplanationTask task, RandomGenerator random) {
        int high = Math.min(task.settings().whole("mask_cells"), grid.height());
        int wide = Math.min(task.settings().whole("mask_cells"), grid.width());
        double kept = task.settings().real("kept");
        double[][] small = new double[high + 2][wide + 2];
        for (double[] line : small) {
            Arrays.setAll(line, _ -> random.nextDouble() < kept ? 1 : 0);
        }
        double cellHeight = (double) grid.height() / high;
        double cellWidth = (double) grid.width() / wide;
        double down = random.nextDouble();
        double across = random.nextDouble();
        double[] mask = new double[grid.cells()];
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                mask[y * grid.width() + x] =
                        between(small, y / cellHeight + down, x / cellWidth + across);
            }
        }
        return mask;
    }

    private static double between(double[][] small, double y, double x) {
        int above = Math.min((int) y, small.length - 2);
        int left = Math.min((int) x, small[0].length - 2);
        double down = Math.min(1, y - above);
        double across = Math.min(1, x - left);
        double upper = small[above][left] * (1 - across) + small[above][left + 1] * across;
        double lower = small[above + 1][left] * (1 - across) + small[above + 1][left + 1] * across;
        return upper * (1 - down) + lower * down;
    }

    private static Explanation explanation(
            Grid grid, Rows ends, RunningMeans means, boolean complete) {
        List<Attribution> attributions = new ArrayList<>();
        for (int output = 0; output < ends.width(); output++) {
            double[] values = new double[grid.cells()];
            double[] errors = new double[grid.cells()];
            for (int cell = 0; cell < values.length; cell++) {
                values[cell] = means.mean(output * grid.cells() + cell);
                errors[cell] = means.standardError(output * grid.cells() + cell);
            }
            attributions.add(
                    new Attribution(
                            output,
                            ends.at(0, output),
                            ends.at(1, output),
                            Arrays.stream(grid.spread(values)).boxed().toList(),
                            Arrays.stream(grid.spread(errors)).boxed().toList()));
        }
        return new Explanation.Attributions(
                attributions,
                new Findings(
                        complete,
                        Map.of("masks", (double) means.count()),
                        List.of("values are differences of the answer and do not add up to it")));
    }
}
