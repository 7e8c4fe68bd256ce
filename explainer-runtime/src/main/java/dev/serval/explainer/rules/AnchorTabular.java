package dev.serval.explainer.rules;

import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Settings;
import dev.serval.explainer.model.Rows;
import java.util.List;
import java.util.stream.Stream;

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
        return Stream.concat(
                        AnchorAim.PARAMETERS.stream(),
                        Stream.of(
                                new ParameterSpec.Whole(
                                        "bins",
                                        4,
                                        2,
                                        100,
                                        "Into how many intervals each feature is cut.")))
                .toList();
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
                new TableRules(
                        task, background, AnchorAim.decision(settings), settings.whole("bins"));
        return new AnchorSearch(sampler, AnchorAim.of(settings, task.instance().length)).explain();
    }
}
