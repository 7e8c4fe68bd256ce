package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Anchor;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.method.Explanation.Condition;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.method.Explanation.Curve;
import dev.serval.explainer.method.Explanation.Curves;
import dev.serval.explainer.method.Features;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.parts.MaskedText;
import dev.serval.explainer.parts.MaskedText.Unit;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One picture of each kind, and of what is hard to draw: long names, many features, small and
/// narrow images.
final class PictureSamples {
    private static final Findings FINDINGS = Findings.of(true, Map.of());
    private static final String REVIEW =
            "The film begins slowly and wastes its first half hour, but the last act is a wonder:"
                    + " warm, funny and never cheap.\nI would see it again tomorrow, badly lit or not.";

    private PictureSamples() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        Explained iris = row(List.of("sepal length", "sepal width", "petal length", "petal width"));
        Explained loan = row(longNames(20));
        for (String kind : List.of("waterfall", "bar", "force")) {
            all.put(kind, Picture.draw(iris, kind, -1));
            all.put(kind + "-of-many", Picture.draw(loan, kind, -1));
        }
        all.put("force-of-one-side", Picture.draw(oneSided(), "force", -1));
        all.put("heatmap", Picture.draw(image(28, 28), "heatmap", -1));
        all.put("heatmap-of-a-narrow-image", Picture.draw(image(40, 3), "heatmap", -1));
        all.put("text", Picture.draw(text(), "", -1));
        all.put("curves", Picture.draw(curves(), "", -1));
        all.put("changes", Picture.draw(changes(4), "", -1));
        all.put("changes-of-many", Picture.draw(changes(20), "", -1));
        all.put("rule", Picture.draw(rule(), "", -1));
        return all;
    }

    private static List<String> longNames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "months_since_the_last_delinquency_of_account_" + i)
                .toList();
    }

    private static Explained row(List<String> names) {
        List<Double> values = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < names.size(); i++) {
            double value = (i % 3 == 1 ? -0.22 : 0.31) / (1 + i / 2.0);
            values.add(value);
            errors.add(0.02);
            sum += value;
        }
        return explained(
                names, List.of((long) names.size()), null, values(0.33, sum, values, errors));
    }

    private static Explained oneSided() {
        List<Double> values = List.of(0.5, 0.001, 0.0);
        return explained(
                List.of("the only feature that matters", "b", "c"),
                List.of(3L),
                null,
                values(0.2, 0.501, values, List.of()));
    }

    private static Explained image(int height, int width) {
        List<Double> values = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            for (int column = 0; column < width; column++) {
                values.add(Math.sin(line / 4.0) * Math.cos(column / 5.0));
            }
        }
        return explained(
                Collections.nCopies(values.size(), "pixel"),
                List.of((long) height, (long) width),
                null,
                values(0.1, 0.8, values, List.of()));
    }

    private static Explained text() {
        MaskedText masked = MaskedText.of(REVIEW, Unit.WORD, "");
        List<String> names = masked.words().stream().map(MaskedText.Word::name).toList();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            values.add(i % 4 == 0 ? 0.0 : (i % 2 == 0 ? 1 : -1) * (i % 5 + 1) / 5.0);
        }
        return explained(
                names, List.of((long) names.size()), masked, values(0.5, 0.4, values, List.of()));
    }

    private static Explained changes(int features) {
        List<Counterfactual> found = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            List<Double> row = new ArrayList<>(Collections.nCopies(features, 1234.5));
            List<Integer> changes = new ArrayList<>();
            for (int feature = 0; feature < features; feature += i) {
                row.set(feature, feature % 2 == 0 ? 1500.25 * i : -0.000123);
                changes.add(feature);
            }
            found.add(new Counterfactual(row, List.of(0.31, 0.69), 1.17 * i, changes));
        }
        return explained(
                longNames(features),
                List.of((long) features),
                null,
                new Counterfactuals(found, FINDINGS));
    }

    private static Explained rule() {
        List<Condition> conditions =
                List.of(
                        new Condition.Interval(2, 4.85, Double.POSITIVE_INFINITY),
                        new Condition.Interval(3, 0.8, 1.75));
        return explained(
                List.of("sepal length", "sepal width", "petal length", "petal width"),
                List.of(4L),
                null,
                new Anchor(conditions, 2, 0.98, 0.95, 0.24, FINDINGS));
    }

    private static Explained curves() {
        List<Curve> curves = new ArrayList<>();
        for (int feature = 0; feature < 4; feature++) {
            List<Double> grid = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                grid.add(i / 2.0);
                values.add(Math.tanh((i - 5 - feature) / 2.0) / 2 + 0.5);
            }
            List<Double> errors = Collections.nCopies(12, 0.03);
            curves.add(new Curve(feature, 0, grid, values, errors, List.of()));
        }
        return explained(
                List.of("sepal length", "sepal width", "petal length", "petal width"),
                List.of(4L),
                null,
                new Curves("ale", curves, FINDINGS));
    }

    private static Attributions values(
            double base, double sum, List<Double> values, List<Double> errors) {
        return new Attributions(
                List.of(new Attribution(1, base, base + sum, values, errors)), FINDINGS);
    }

    private static Explained explained(
            List<String> names,
            List<Long> shape,
            @Nullable MaskedText text,
            Explanation explanation) {
        return new Explained(
                "kernel_shap",
                new Features(names),
                List.of("setosa", "versicolor", "virginica"),
                Shape.of(shape.stream().mapToLong(Long::longValue).toArray()),
                Collections.nCopies(names.size(), 1234.5),
                text,
                explanation,
                new Explained.Effort(0, 1, 1, 0));
    }
}
