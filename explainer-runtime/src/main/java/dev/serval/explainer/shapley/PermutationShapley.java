package dev.serval.explainer.shapley;

import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.explainer.method.ExplanationMethod;
import dev.serval.explainer.method.ExplanationTask;
import dev.serval.explainer.method.Findings;
import dev.serval.explainer.method.ParameterSpec;
import dev.serval.explainer.method.Subject;
import dev.serval.explainer.numeric.RunningMeans;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Shapley values estimated over random orders of the features, each walked forwards and backwards
/// (Castro, Gomez and Tejada 2009, with antithetic pairs as in Mitchell et al. 2022). What is
/// estimated adds up exactly, whatever the number of orders.
public final class PermutationShapley implements ExplanationMethod {
    @Override
    public String name() {
        return "permutation_shapley";
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.NUMBERS, Subject.TEXT);
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                new ParameterSpec.Whole(
                        "permutations",
                        10,
                        1,
                        1 << 20,
                        "How many orders of the features are walked, forwards and backwards."),
                Link.PARAMETER);
    }

    @Override
    public Explanation explain(ExplanationTask task) {
        CoalitionGame game = new CoalitionGame(task, name(), Link.of(task.settings()));
        int players = game.players();
        long perOrder = 2L * Math.max(0, players - 1) * game.rowsPerCoalition();
        task.model()
                .requireRows(
                        perOrder,
                        "method 'permutation_shapley' with %d features that vary and %d background"
                                        .formatted(players, game.rowsPerCoalition())
                                + " rows");
        int asked = task.settings().whole("permutations");
        int orders = perOrder == 0 ? 1 : (int) Math.min(asked, task.model().rowsLeft() / perOrder);
        RunningMeans means = new RunningMeans(players * game.outputs());
        walk(game, task, orders, means);
        return explanation(game, means, asked, perOrder == 0);
    }

    private static void walk(
            CoalitionGame game, ExplanationTask task, int orders, RunningMeans means) {
        RandomGenerator random = task.random();
        int perOrder = Math.max(1, 2 * (game.players() - 1));
        int together = Math.max(1, game.block() / perOrder);
        for (int done = 0; done < orders; done += together) {
            if (done > 0 && task.model().isOutOfTime()) {
                return;
            }
            List<int[]> block = new ArrayList<>();
            List<BitSet> coalitions = new ArrayList<>();
            for (int i = done; i < Math.min(done + together, orders); i++) {
                int[] order = shuffled(game.players(), random);
                block.add(order);
                coalitions.addAll(prefixes(order));
                coalitions.addAll(prefixes(reversed(order)));
            }
            List<double[]> worths = coalitions.isEmpty() ? List.of() : game.values(coalitions);
            int inner = Math.max(0, game.players() - 1);
            int at = 0;
            for (int[] order : block) {
                double[] added = new double[game.players() * game.outputs()];
                add(game, order, worths.subList(at, at + inner), added);
                add(game, reversed(order), worths.subList(at + inner, at + 2 * inner), added);
                at += 2 * inner;
                means.add(added);
            }
        }
    }

    /// Adds half of what each feature brings when it joins those before it.
    private static void add(
            CoalitionGame game, int[] order, List<double[]> worths, double[] added) {
        double[] before = game.empty();
        for (int place = 0; place < order.length; place++) {
            double[] after = place < worths.size() ? worths.get(place) : game.full();
            for (int output = 0; output < after.length; output++) {
                added[output * order.length + order[place]] += (after[output] - before[output]) / 2;
            }
            before = after;
        }
    }

    private static List<BitSet> prefixes(int[] order) {
        List<BitSet> prefixes = new ArrayList<>();
        BitSet known = new BitSet();
        for (int place = 0; place < order.length - 1; place++) {
            known.set(order[place]);
            prefixes.add((BitSet) known.clone());
        }
        return prefixes;
    }

    private static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            reversed[place] = order[order.length - 1 - place];
        }
        return reversed;
    }

    static int[] shuffled(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private static Explanation explanation(
            CoalitionGame game, RunningMeans means, int asked, boolean exact) {
        List<double[]> values = new ArrayList<>();
        List<double[]> errors = new ArrayList<>();
        for (int output = 0; output < game.outputs(); output++) {
            double[] value = new double[game.players()];
            double[] error = new double[game.players()];
            for (int player = 0; player < value.length; player++) {
                value[player] = means.mean(output * value.length + player);
                error[player] = means.standardError(output * value.length + player);
            }
            values.add(value);
            errors.add(error);
        }
        List<Attribution> attributions = game.attributions(values, exact ? List.of() : errors);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("additivity_gap", Findings.additivityGap(attributions));
        measures.put("permutations", (double) means.count());
        return new Explanation.Attributions(
                attributions, Findings.of(exact || means.count() == asked, measures));
    }
}
