package dev.serval.explainer.effects;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Accumulated local effects: how the answer changes, on average over the background rows that lie
/// there, when a feature moves from one end of an interval to the other, summed up from interval to
/// interval and centred (Apley and Zhu 2020). Unlike partial dependence it never asks for rows that
/// the data is far from.
public final class AccumulatedEffects implements ExplanationMethod {
    @Override
    public String name() {
        return "ale";
    }

    @Override
    public int usualBackgroundRows() {
        return 2_000;
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
                        "intervals", 20, 1, 1000, "Into how many intervals a feature is cut."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        List<Integer> columns = PartialDependence.columns(task);
        task.model()
                .requireRows(
                        2L * columns.size() * background.count(),
                        "method 'ale' with %d features and %d background rows"
                                .formatted(columns.size(), background.count()));
        List<Curve> curves = new ArrayList<>();
        for (int column : columns) {
            if (!curves.isEmpty() && task.model().isOutOfTime()) {
                break;
            }
            curves.addAll(curves(task, background, column));
        }
        boolean complete = curves.stream().map(Curve::feature).distinct().count() == columns.size();
        return new Explanation.Curves(name(), curves, Findings.of(complete, Map.of()));
    }

    private static List<Curve> curves(ExplanationTask task, Rows background, int column) {
        double[] edges = edges(background.column(column), task.settings().whole("intervals"));
        int rows = background.count();
        int width = background.width();
        double[] asked = new double[2 * rows * width];
        int[] intervals = new int[rows];
        for (int row = 0; row < rows; row++) {
            intervals[row] = interval(edges, background.at(row, column));
            for (int end = 0; end < 2; end++) {
                int offset = (2 * row + end) * width;
                background.copyRow(row, asked, offset);
                asked[offset + column] = edges[Math.min(intervals[row] + end, edges.length - 1)];
            }
        }
        Rows answers = task.model().predict(Rows.over(width, asked));
        List<Curve> curves = new ArrayList<>();
        for (int output = 0; output < answers.width(); output++) {
            curves.add(curve(column, output, edges, intervals, answers));
        }
        return curves;
    }

    private static double[] edges(double[] values, int intervals) {
        double[] shares = new double[intervals + 1];
        Arrays.setAll(shares, i -> (double) i / intervals);
        return Arrays.stream(Quantiles.of(values, shares)).distinct().toArray();
    }

    /// The interval whose lower end is below the value; the least value is in the first.
    private static int interval(double[] edges, double value) {
        int interval = 0;
        while (interval < edges.length - 2 && value > edges[interval + 1]) {
            interval++;
        }
        return interval;
    }

    private static Curve curve(
            int column, int output, double[] edges, int[] intervals, Rows answers) {
        int count = Math.max(1, edges.length - 1);
        double[] sums = new double[count];
        double[] squares = new double[count];
        int[] rows = new int[count];
        for (int row = 0; row < intervals.length; row++) {
            double change = answers.at(2 * row + 1, output) - answers.at(2 * row, output);
            sums[intervals[row]] += change;
            squares[intervals[row]] += change * change;
            rows[intervals[row]]++;
        }
        double[] values = new double[edges.length];
        double[] errors = new double[edges.length];
        double centre = 0;
        for (int i = 0; i + 1 < edges.length; i++) {
            double mean = rows[i] == 0 ? 0 : sums[i] / rows[i];
            double variance =
                    rows[i] < 2
                            ? 0
                            : (squares[i] - rows[i] * mean * mean) / (rows[i] - 1) / rows[i];
            values[i + 1] = values[i] + mean;
            errors[i + 1] = errors[i] + Math.max(0, variance);
            centre += rows[i] * (values[i] + values[i + 1]) / 2 / intervals.length;
        }
        List<Double> centred = new ArrayList<>();
        List<Double> standardErrors = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            centred.add(values[i] - centre);
            standardErrors.add(Math.sqrt(errors[i]));
        }
        return new Curve(
                column,
                output,
                Arrays.stream(edges).boxed().toList(),
                centred,
                standardErrors,
                List.of());
    }
}
