package dev.serval.explainer.gradient;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.BudgetedModel;
import dev.serval.explainer.model.PredictionFunction;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.GaussLegendre;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Integrated gradients (Sundararajan, Taly and Yan 2017): each value's share of the change from a
/// baseline to the row is the integral of the gradient along the straight line between them. Twice
/// as many points are taken until the shares add up to the change.
public final class IntegratedGradients implements ExplanationMethod {
    @Override
    public String name() {
        return "integrated_gradients";
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "steps", 32, 1, 4096, "At how many points the gradient is taken at first."),
                new ParameterSpec.Whole(
                        "max_steps", 512, 1, 4096, "At how many points it is taken at most."),
                new ParameterSpec.Real(
                        "tolerance",
                        0.001,
                        0,
                        1,
                        "What share of the change the values may be off from adding up to it."),
                new ParameterSpec.Choice(
                        "baseline",
                        List.of("auto", "zero", "mean"),
                        "Where the line begins: 0, or the background's mean; 'auto' is the latter"
                                + " where there is a background."),
                new ParameterSpec.Numbers("baseline_row", "Where the line begins, as a row."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        PredictionFunction gradient = task.requireGradient(name());
        int steps = task.settings().whole("steps");
        task.model()
                .requireRows(
                        2L + steps, "method 'integrated_gradients' with %d steps".formatted(steps));
        double[] baseline = baseline(task);
        Rows ends = task.model().predict(Rows.of(baseline, task.instance()));
        Line line = new Line(task, gradient, baseline, ends.width());
        List<Attribution> found = List.of();
        boolean isCutShort = false;
        while (true) {
            found = attributions(ends, line.integrals(steps));
            int more = 2 * steps;
            if (isExact(found, task) || more > task.settings().whole("max_steps")) {
                break;
            }
            if (more > task.model().rowsLeft() || task.model().isOutOfTime()) {
                isCutShort = true;
                break;
            }
            steps = more;
        }
        return new Explanation.Attributions(found, findings(task, found, steps, isCutShort));
    }

    private static Findings findings(
            ExplanationTask task, List<Attribution> found, int steps, boolean isCutShort) {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(found));
        measures.put("steps", (double) steps);
        return new Findings(
                !isCutShort,
                measures,
                isExact(found, task)
                        ? List.of()
                        : List.of(
                                "values do not add up to the answer within 'tolerance': the model"
                                        + " is rough between baseline and row, or the gradient is"
                                        + " of another model"));
    }

    private double[] baseline(ExplanationTask task) {
        double[] given = task.settings().numbers("baseline_row");
        if (given.length > 0) {
            if (given.length != task.instance().length) {
                throw new InvalidInput(
                        "parameter 'baseline_row' has %d values, expected %d as a row has"
                                .formatted(given.length, task.instance().length));
            }
            return given;
        }
        return switch (task.settings().text("baseline")) {
            case "mean" -> task.requireBackground(name()).means();
            case "zero" -> new double[task.instance().length];
            default ->
                    task.background()
                            .map(Rows::means)
                            .orElseGet(() -> new double[task.instance().length]);
        };
    }

    private static boolean isExact(List<Attribution> found, ExplanationTask task) {
        double tolerance = task.settings().real("tolerance");
        return found.stream()
                .allMatch(each ->
                        each.additivityGap()
                                <= tolerance * Math.abs(each.prediction() - each.baseValue())
                                        + 1e-9);
    }

    private static List<Attribution> attributions(Rows ends, double[][] values) {
        List<Attribution> found = new ArrayList<>();
        for (int output = 0; output < values.length; output++) {
            found.add(
                    new Attribution(
                            output,
                            ends.at(0, output),
                            ends.at(1, output),
                            Arrays.stream(values[output]).boxed().toList(),
                            List.of()));
        }
        return found;
    }

    /// The line from a baseline to the row.
    private static final class Line {
        private final ExplanationTask task;
        private final PredictionFunction gradient;
        private final double[] from;
        private final int outputs;

        Line(ExplanationTask task, PredictionFunction gradient, double[] from, int outputs) {
            this.task = task;
            this.gradient = gradient;
            this.from = from;
            this.outputs = outputs;
        }

        /// By output and value, the integral of the gradient times the value's change.
        double[][] integrals(int steps) {
            GaussLegendre rule = GaussLegendre.of(steps);
            int width = task.instance().length;
            double[][] sums = new double[outputs][width];
            int block = BudgetedModel.blockRows(width * outputs);
            for (int done = 0; done < steps; done += block) {
                int count = Math.min(block, steps - done);
                Rows slopes = task.model().predictBy(gradient, points(rule, done, count));
                requireWidth(slopes.width(), width);
                for (int i = 0; i < count; i++) {
                    add(sums, slopes, i, rule.weight(done + i));
                }
            }
            return sums;
        }

        private Rows points(GaussLegendre rule, int first, int count) {
            int width = task.instance().length;
            double[] rows = new double[count * width];
            for (int i = 0; i < count; i++) {
                double at = rule.point(first + i);
                for (int column = 0; column < width; column++) {
                    rows[i * width + column] = from[column] + at * change(column);
                }
            }
            return Rows.over(width, rows);
        }

        private double change(int column) {
            return task.instance()[column] - from[column];
        }

        private void add(double[][] sums, Rows slopes, int row, double weight) {
            int width = task.instance().length;
            for (int output = 0; output < outputs; output++) {
                for (int column = 0; column < width; column++) {
                    sums[output][column] +=
                            weight * slopes.at(row, output * width + column) * change(column);
                }
            }
        }

        private void requireWidth(int found, int width) {
            if (found != outputs * width) {
                throw new InvalidInput(
                        "the gradient has %d numbers a row, expected %d: for each of %d outputs one"
                                        .formatted(found, outputs * width, outputs)
                                + " for each of the row's %d values".formatted(width));
            }
        }
    }
}
