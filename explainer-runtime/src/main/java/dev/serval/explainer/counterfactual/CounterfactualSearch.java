package dev.serval.explainer.counterfactual;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The nearest rows that the model answers as is wished, within what may be changed.
public final class CounterfactualSearch implements ExplanationMethod {
    private static final int FEWEST_ROWS = 1000;

    @Override
    public String name() {
        return "counterfactual";
    }

    @Override
    public int usualBackgroundRows() {
        return 5_000;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return Stream.of(
                        List.of(
                                new ParameterSpec.Choice(
                                        "algorithm",
                                        List.of("genetic", "growing_spheres"),
                                        "How rows are looked for."),
                                new ParameterSpec.Whole(
                                        "count", 1, 1, 50, "How many rows are wished for.")),
                        Goal.PARAMETERS,
                        Constraints.PARAMETERS)
                .flatMap(List::stream)
                .map(ParameterSpec.class::cast)
                .toList();
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        Settings settings = task.settings();
        Constraints constraints =
                Constraints.of(task.instance(), background, settings, task.features());
        task.model().requireRows(FEWEST_ROWS, "method 'counterfactual'");
        Rows answer = task.model().predict(Rows.of(task.instance()));
        Search search =
                new Search(
                        task.instance(),
                        background,
                        task.model(),
                        Goal.of(settings, answer),
                        constraints,
                        task.random());
        int count = settings.whole("count");
        List<double[]> found =
                settings.text("algorithm").equals("genetic")
                        ? new GeneticSearch(search).find()
                        : spheres(search, count);
        return explanation(search, found, count);
    }

    private static List<double[]> spheres(Search search, int count) {
        List<double[]> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            new GrowingSpheres(search).find().ifPresent(found::add);
        }
        return found;
    }

    private static Explanation explanation(Search search, List<double[]> found, int count) {
        Sparsity sparsity = new Sparsity(search);
        List<double[]> simple = new ArrayList<>();
        for (double[] row : diverse(search, found, count)) {
            double[] simpler = sparsity.simplified(row);
            if (simple.stream().noneMatch(other -> Arrays.equals(other, simpler))) {
                simple.add(simpler);
            }
        }
        simple.sort(Comparator.comparingDouble(search::distance));
        boolean complete = !simple.isEmpty() && !search.model().isOutOfTime();
        List<Counterfactual> rows = described(search, simple);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("found", (double) rows.size());
        List<String> notes =
                rows.size() >= count
                        ? List.of()
                        : List.of(
                                "%d different rows were found within the constraints, %d were wished"
                                                .formatted(rows.size(), count)
                                        + " for");
        return new Explanation.Counterfactuals(rows, new Findings(complete, measures, notes));
    }

    /// What the model answers for each row, if there is enough of the budget left to ask.
    private static List<Counterfactual> described(Search search, List<double[]> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        boolean mayAsk = search.mayAsk(rows.size());
        List<Counterfactual> described = new ArrayList<>();
        Rows answers =
                mayAsk ? search.model().predict(Rows.of(rows.toArray(double[][]::new))) : null;
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            described.add(
                    new Counterfactual(
                            Arrays.stream(row).boxed().toList(),
                            answers == null
                                    ? List.of()
                                    : Arrays.stream(answers.row(i)).boxed().toList(),
                            search.distance(row),
                            search.changed(row)));
        }
        return described;
    }

    /// The nearest row, and after it each time the one that adds most to how different those chosen
    /// are, by its distance.
    private static List<double[]> diverse(Search search, List<double[]> found, int count) {
        List<double[]> chosen = new ArrayList<>();
        List<double[]> left = new ArrayList<>(found);
        left.sort(Comparator.comparingDouble(search::distance));
        while (chosen.size() < count && !left.isEmpty()) {
            double[] next =
                    left.stream()
                            .min(
                                    Comparator.comparingDouble(row ->
                                            search.distance(row) - apart(search, row, chosen)))
                            .orElseThrow();
            chosen.add(next);
            left.remove(next);
        }
        return chosen;
    }

    private static double apart(Search search, double[] row, List<double[]> chosen) {
        double least = chosen.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
        for (double[] other : chosen) {
            double distance = 0;
            for (int column = 0; column < row.length; column++) {
                distance += Math.abs(row[column] - other[column]) / search.scale(column);
            }
            least = Math.min(least, distance);
        }
        return least;
    }
}
