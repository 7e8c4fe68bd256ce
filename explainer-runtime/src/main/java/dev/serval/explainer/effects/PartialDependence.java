package dev.serval.explainer.effects;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import dev.serval.explainer.numeric.RunningMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Partial dependence: the mean answer over the background when a feature is set to a value, for a
/// grid of values (Friedman 2001); and, where asked for, the line of each background row (ICE,
/// Goldstein et al. 2015).
public final class PartialDependence implements ExplanationMethod {
    @Override
    public String name() {
        return "partial_dependence";
    }

    @Override
    public int usualBackgroundRows() {
        return 500;
    }

    @Override
    public boolean isAboutTheModel() {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Features("features", "The features; all of them if left out."),
                new ParameterSpec.Whole(
                        "grid_points", 20, 2, 1000, "How many values of a feature are tried."),
                new ParameterSpec.Flag(
                        "ice", false, "Whether each background row's own line is answered too."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        List<Integer> columns = columns(task);
        List<double[]> grids =
                columns.stream().map(column -> grid(background.column(column), task)).toList();
        long needed =
                grids.stream().mapToLong(grid -> (long) grid.length * background.count()).sum();
        task.model()
                .requireRows(
                        needed,
                        "method 'partial_dependence' with %d features and %d background rows"
                                .formatted(columns.size(), background.count()));
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0 && task.model().isOutOfTime()) {
                break;
            }
            curves.addAll(curves(task, background, columns.get(i), grids.get(i)));
        }
        boolean complete = curves.stream().map(Curve::feature).distinct().count() == columns.size();
        return new Explanation.Curves(name(), curves, Findings.of(complete, Map.of()));
    }

    static List<Integer> columns(ExplanationTask task) {
        List<Integer> named = task.settings().columns("features", task.features());
        return named.isEmpty()
                ? IntStream.range(0, task.features().count()).boxed().toList()
                : named;
    }

    private static double[] grid(double[] values, ExplanationTask task) {
        int points = task.settings().whole("grid_points");
        double[] shares = new double[points];
        Arrays.setAll(shares, i -> (double) i / (points - 1));
        return Arrays.stream(Quantiles.of(values, shares)).distinct().toArray();
    }

    private static List<Curve> curves(
            ExplanationTask task, Rows background, int column, double[] grid) {
        List<Rows> answers = new ArrayList<>();
        for (double value : grid) {
            double[] rows = new double[background.count() * background.width()];
            for (int row = 0; row < background.count(); row++) {
                background.copyRow(row, rows, row * background.width());
                rows[row * background.width() + column] = value;
            }
            answers.add(task.model().predict(Rows.over(background.width(), rows)));
        }
        boolean lines = task.settings().flag("ice");
        return IntStream.range(0, answers.getFirst().width())
                .mapToObj(output -> curve(column, output, grid, answers, lines))
                .toList();
    }

    private static Curve curve(
            int column, int output, double[] grid, List<Rows> answers, boolean lines) {
        List<Double> values = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (Rows each : answers) {
            RunningMeans mean = new RunningMeans(1);
            for (double answer : each.column(output)) {
                mean.add(new double[] {answer});
            }
            values.add(mean.mean(0));
            errors.add(mean.standardError(0));
        }
        List<List<Double>> ice =
                lines
                        ? IntStream.range(0, answers.getFirst().count())
                                .mapToObj(row ->
                                        answers.stream().map(each -> each.at(row, output)).toList())
                                .toList()
                        : List.of();
        return new Curve(column, output, Arrays.stream(grid).boxed().toList(), values, errors, ice);
    }
}
