package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.inference.failure.DeadlineExceeded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// KernelSHAP: Shapley values as the solution of a weighted least squares over coalitions (Lundberg
/// and Lee 2017). Exact where all coalitions are asked for; an estimate with standard errors where
/// there are too many.
public final class KernelShap implements ExplanationMethod {
    private static final int DEFAULT_COALITIONS = 2048;

    @Override
    public String name() {
        return "kernel_shap";
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.NUMBERS, Subject.TEXT);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "coalitions",
                        0,
                        0,
                        1 << 20,
                        "The most coalitions that are tried; 0 for 2048 and two for each feature."),
                Link.PARAMETER);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        CoalitionGame game = new CoalitionGame(task, name(), Link.of(task.settings()));
        if (game.players() < 2) {
            return trivial(game);
        }
        requireLeast(task, game);
        long wanted = wanted(task, game);
        long affordable = task.model().rowsLeft() / game.rowsPerCoalition();
        CoalitionPlan plan =
                CoalitionPlan.of(game.players(), (int) Math.min(wanted, affordable), task.random());
        CoalitionSample sample = new CoalitionSample(game, plan);
        boolean complete =
                sample.gather(task.model()) && (plan.isExhaustive() || affordable >= wanted);
        if (!sample.isDetermined()) {
            throw new DeadlineExceeded(
                    "method 'kernel_shap' tried too few coalitions by its deadline, expected at"
                            + " least %d".formatted(2 * game.players()));
        }
        return explanation(game, plan, sample, complete);
    }

    private static void requireLeast(ExplanationTask task, CoalitionGame game) {
        int perCoalition = game.rowsPerCoalition();
        task.model()
                .requireRows(
                        least(game) * perCoalition,
                        "method 'kernel_shap' with %d features that vary and %d background rows"
                                .formatted(game.players(), perCoalition));
    }

    /// One feature and all but one are always tried.
    private static long least(CoalitionGame game) {
        return game.players() == 2 ? 2 : 2L * game.players();
    }

    private static long wanted(ExplanationTask task, CoalitionGame game) {
        int asked = task.settings().whole("coalitions");
        return asked == 0 ? DEFAULT_COALITIONS + 2L * game.players() : Math.max(asked, least(game));
    }

    private static Explanation explanation(
            CoalitionGame game, CoalitionPlan plan, CoalitionSample sample, boolean complete) {
        KernelRegression regression = sample.regression();
        List<double[]> values = regression.solve();
        List<double[]> errors =
                plan.isExhaustive() && sample.isWhole() ? List.of() : sample.standardErrors(values);
        List<Attribution> attributions = game.attributions(values, errors);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("r2", regression.fit(values));
        measures.put("coalitions", (double) sample.count());
        return new Explanation.Attributions(attributions, Findings.of(complete, measures));
    }

    /// No feature varies, or one that has all there is.
    private static Explanation trivial(CoalitionGame game) {
        List<double[]> values =
                IntStream.range(0, game.outputs())
                        .mapToObj(output ->
                                game.players() == 0
                                        ? new double[0]
                                        : new double[] {game.full()[output] - game.empty()[output]})
                        .toList();
        List<Attribution> attributions = game.attributions(values, List.of());
        return new Explanation.Attributions(
                attributions,
                Findings.of(true, Map.of("additivity_gap", Findings.additivityGap(attributions))));
    }
}
