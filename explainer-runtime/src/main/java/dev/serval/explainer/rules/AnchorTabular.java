package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Decision;
import dev.serval.explainer.model.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Anchors for tables: the rule "these features stay in these intervals" under which the model
/// almost always answers with the same class, whatever the other features are.
public final class AnchorTabular implements ExplanationMethod {
    private static final int FEWEST_ROWS = 200;

    @Override
    public String name() {
        return "anchor";
    }

    @Override
    public int usualBackgroundRows() {
        return 10_000;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Real(
                        "precision", 0.95, 0.5, 1, "The precision that the rule must have."),
                new ParameterSpec.Real(
                        "delta", 0.05, 1e-6, 0.5, "How likely the rule may be less precise."),
                new ParameterSpec.Real(
                        "tolerance",
                        0.1,
                        0.001,
                        1,
                        "Within which rules are taken for equally good."),
                new ParameterSpec.Whole(
                        "beam", 4, 1, 100, "How many rules are followed at each length."),
                new ParameterSpec.Whole(
                        "max_conditions", 8, 1, 64, "The most features that the rule may have."),
                new ParameterSpec.Whole(
                        "bins", 4, 2, 100, "Into how many intervals each feature is cut."),
                new ParameterSpec.Real(
                        "threshold",
                        0.5,
                        -1e300,
                        1e300,
                        "Of a model with one output: from where on it is the second class."));
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        Rows background = task.requireBackground(name());
        Settings settings = task.settings();
        task.model()
                .requireRows(
                        1L + FEWEST_ROWS + 100L * task.instance().length,
                        "method 'anchor' with %d features".formatted(task.instance().length));
        RuleSampler sampler =
                new RuleSampler(
                        task,
                        background,
                        new Decision(settings.real("threshold")),
                        settings.whole("bins"));
        AnchorSearch.Aim aim =
                new AnchorSearch.Aim(
                        settings.real("precision"),
                        settings.real("delta"),
                        settings.real("tolerance"),
                        settings.whole("beam"),
                        Math.min(settings.whole("max_conditions"), task.instance().length));
        AnchorSearch search = new AnchorSearch(sampler, aim);
        Candidate found = search.find();
        return explanation(sampler, search, aim, found);
    }

    private static Explanation explanation(
            RuleSampler sampler, AnchorSearch search, AnchorSearch.Aim aim, Candidate found) {
        double lower = found.lower(Math.log(1 / aim.delta()));
        List<Explanation.Condition> conditions = new ArrayList<>();
        found.features().stream()
                .forEach(column ->
                        conditions.add(
                                new Explanation.Condition(
                                        column, sampler.over(column), sampler.upTo(column))));
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("samples", (double) found.samples());
        List<String> notes =
                lower > aim.precision()
                        ? List.of()
                        : List.of(
                                "no rule was shown to have a precision above %s; this is the most"
                                                .formatted(aim.precision())
                                        + " precise one that was met");
        return new Explanation.Anchor(
                conditions,
                sampler.wanted(),
                found.precision(),
                lower,
                found.coverage(),
                new Findings(!search.isCutShort(), measures, notes));
    }
}
