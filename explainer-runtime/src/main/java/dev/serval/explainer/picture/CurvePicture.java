package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.Explanation.Curves;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;

/// Small charts, one for each feature, with a band of two standard errors.
final class CurvePicture {
    private static final double CHART_WIDTH = 300;
    private static final double CHART_HEIGHT = 200;
    private static final double MARGIN = 64;
    private static final int PER_LINE = 3;

    private CurvePicture() {}

    /// @param output the output to draw; below 0 for the first
    static String draw(Explained explained, Curves curves, int output) {
        int drawn = Math.max(0, output);
        List<Curve> shown =
                curves.curves().stream().filter(curve -> curve.output() == drawn).toList();
        if (shown.isEmpty()) {
            throw new InvalidInput("there is no output %d to draw".formatted(drawn));
        }
        int columns = Math.min(PER_LINE, shown.size());
        int lines = (shown.size() + columns - 1) / columns;
        String title = "%s: output %s".formatted(explained.method(), explained.label(drawn));
        Svg svg =
                new Svg(
                        columns * (CHART_WIDTH + MARGIN) + 20,
                        lines * (CHART_HEIGHT + 2 * MARGIN) + 40,
                        title);
        svg.text("title", "start", 12, 26, title);
        for (int i = 0; i < shown.size(); i++) {
            int column = i % columns;
            int line = i / columns;
            double left = MARGIN + column * (CHART_WIDTH + MARGIN);
            double top = 60 + line * (CHART_HEIGHT + 2 * MARGIN);
            chart(svg, shown.get(i), explained.features().name(shown.get(i).feature()), left, top);
        }
        return svg.finish();
    }

    private static void chart(Svg svg, Curve curve, String feature, double left, double top) {
        int count = curve.grid().size();
        double[] lower = new double[count];
        double[] upper = new double[count];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double error = curve.standardErrors().get(i);
            double band = Double.isFinite(error) ? 2 * error : 0;
            lower[i] = curve.values().get(i) - band;
            upper[i] = curve.values().get(i) + band;
            least = Math.min(least, lower[i]);
            most = Math.max(most, upper[i]);
        }
        double span = most > least ? most - least : 1;
        double first = curve.grid().getFirst();
        double reach = count > 1 ? curve.grid().getLast() - first : 1;
        StringBuilder line = new StringBuilder();
        StringBuilder band = new StringBuilder();
        StringBuilder back = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double x = left + (curve.grid().get(i) - first) / reach * CHART_WIDTH;
            line.append(point(x, top + (most - curve.values().get(i)) / span * CHART_HEIGHT));
            band.append(point(x, top + (most - upper[i]) / span * CHART_HEIGHT));
            back.insert(0, point(x, top + (most - lower[i]) / span * CHART_HEIGHT));
        }
        double bottom = top + CHART_HEIGHT;
        svg.line("axis", left, bottom, left + CHART_WIDTH, bottom);
        svg.line("axis", left, top, left, bottom);
        svg.area("band", band.toString() + back);
        svg.path("curve", line.toString());
        svg.text("", "middle", left + CHART_WIDTH / 2, bottom + 34, feature);
        svg.text("small", "start", left, bottom + 16, Svg.number(first));
        svg.text("small", "end", left + CHART_WIDTH, bottom + 16, Svg.number(first + reach));
        svg.text("small", "end", left - 4, top + 10, Svg.number(most));
        svg.text("small", "end", left - 4, bottom, Svg.number(least));
    }

    private static String point(double x, double y) {
        return Svg.coordinate(x) + "," + Svg.coordinate(y) + " ";
    }
}
