package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.numeric.Combinations;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InvalidInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shapley values by their definition: every coalition of features is tried. For few features.
public final class ExactShapley implements ExplanationMethod {
    private static final int MOST_PLAYERS = 16;

    @Override
    public String name() {
        return "exact_shapley";
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.NUMBERS, Subject.TEXT);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(Link.PARAMETER);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        CoalitionGame game = new CoalitionGame(task, name(), Link.of(task.settings()));
        int players = game.players();
        if (players > MOST_PLAYERS) {
            throw new InvalidInput(
                    "method 'exact_shapley' got %d features that differ from the background,"
                                    .formatted(players)
                            + " expected at most %d; 'kernel_shap' takes more"
                                    .formatted(MOST_PLAYERS));
        }
        task.model()
                .requireRows(
                        Math.max(0, (1L << players) - 2) * game.rowsPerCoalition(),
                        "method 'exact_shapley' with %d features and %d background rows"
                                .formatted(players, game.rowsPerCoalition()));
        List<Attribution> attributions =
                game.attributions(shares(game, worths(game, task)), List.of());
        return new Explanation.Attributions(
                attributions,
                Findings.of(true, Map.of("additivity_gap", Findings.additivityGap(attributions))));
    }

    /// What each coalition is worth; its bits are its place.
    private static List<double[]> worths(CoalitionGame game, ExplanationTask task) {
        int all = 1 << game.players();
        List<double[]> worths = new ArrayList<>(all);
        worths.add(game.empty());
        for (int from = 1; from < all - 1; from += game.block()) {
            if (task.model().isOutOfTime()) {
                throw new DeadlineExceeded(
                        "method 'exact_shapley' tried %d of %d coalitions by its deadline"
                                .formatted(worths.size(), all));
            }
            List<BitSet> block = new ArrayList<>();
            for (int bits = from; bits < Math.min(from + game.block(), all - 1); bits++) {
                block.add(BitSet.valueOf(new long[] {bits}));
            }
            worths.addAll(game.values(block));
        }
        if (all > 1) {
            worths.add(game.full());
        }
        return worths;
    }

    private static List<double[]> shares(CoalitionGame game, List<double[]> worths) {
        int players = game.players();
        List<double[]> shares = new ArrayList<>();
        for (int output = 0; output < game.outputs(); output++) {
            double[] share = new double[players];
            for (int bits = 0; bits < worths.size(); bits++) {
                int size = Integer.bitCount(bits);
                for (int player = 0; player < players; player++) {
                    if ((bits >> player & 1) == 0) {
                        double added =
                                worths.get(bits | 1 << player)[output] - worths.get(bits)[output];
                        share[player] += added / (players * Combinations.count(players - 1, size));
                    }
                }
            }
            shares.add(share);
        }
        return shares;
    }
}
