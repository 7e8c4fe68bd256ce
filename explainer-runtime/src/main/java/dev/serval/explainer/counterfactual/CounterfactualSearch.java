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
import java.util.Optional;
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
                                        "count", 1, 1, 50, "How many rows are wished for."),
                                new ParameterSpec.Real(
                                        "diversity_weight",
                                        1,
                                        0,
                                        100,
                                        "Of several rows: how much it counts that they differ,"
                                                + " against how near they are.")),
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
        RowSearch rows =
                settings.text("algorithm").equals("genetic")
                        ? new GeneticSearch(search)
                        : new GrowingSpheres(search);
        ChosenRows chosen = new ChosenRows(search, settings.real("diversity_weight"));
        int count = settings.whole("count");
        while (chosen.count() < count && chooseOneMore(rows, chosen)) {}
        return explanation(search, chosen, count);
    }

    /// Chooses the cheapest row that was found.
    ///
    /// @return false if there was none that is not like one that was chosen before
    private static boolean chooseOneMore(RowSearch rows, ChosenRows chosen) {
        Optional<double[]> cheapest =
                rows.find(chosen).stream()
                        .filter(row -> Double.isFinite(chosen.cost(row)))
                        .min(Comparator.comparingDouble(chosen::cost));
        cheapest.ifPresent(chosen::add);
        return cheapest.isPresent();
    }

    private static Explanation explanation(Search search, ChosenRows chosen, int count) {
        List<double[]> nearestFirst = new ArrayList<>(chosen.rows());
        nearestFirst.sort(Comparator.comparingDouble(search::distance));
        List<Counterfactual> found = described(search, nearestFirst);
        boolean complete = chosen.count() > 0 && !search.isCutShort();
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("found", (double) chosen.count());
        if (chosen.count() > 1) {
            measures.put("diversity", chosen.meanDistance());
        }
        List<String> notes =
                chosen.count() >= count
                        ? List.of()
                        : List.of(
                                "%d different rows were found within the constraints, %d were wished"
                                                .formatted(chosen.count(), count)
                                        + " for");
        return new Explanation.Counterfactuals(found, new Findings(complete, measures, notes));
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
                            search.changes(row).stream().boxed().toList()));
        }
        return described;
    }
}
