package dev.serval.explainer.shapley;

import dev.serval.explainer.model.BudgetedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the coalitions of a plan are worth, as far as they were asked for.
final class CoalitionSample {
    private static final int GROUPS = 10;

    private final CoalitionGame game;
    private final CoalitionPlan plan;
    private final KernelRegression listed;
    private final List<KernelRegression> groups;
    private final double[] groupMass = new double[GROUPS];
    private int tiersDone;
    private int drawnDone;
    private int count;

    CoalitionSample(CoalitionGame game, CoalitionPlan plan) {
        this.game = game;
        this.plan = plan;
        this.listed = new KernelRegression(game);
        this.groups = IntStream.range(0, GROUPS).mapToObj(_ -> new KernelRegression(game)).toList();
    }

    /// Asks for one coalition after the other, until the plan or the time ends.
    ///
    /// @return whether the plan was carried out
    boolean gather(BudgetedModel model) {
        List<BitSet> listedCoalitions =
                plan.tiers().stream().flatMap(tier -> tier.coalitions().stream()).toList();
        List<double[]> worths = new ArrayList<>();
        for (CoalitionPlan.Tier tier : plan.tiers()) {
            int end = count + tier.coalitions().size();
            while (worths.size() < end) {
                if (model.isOutOfTime()) {
                    return false;
                }
                int from = worths.size();
                int to = Math.min(from + game.block(), listedCoalitions.size());
                worths.addAll(game.values(listedCoalitions.subList(from, to)));
            }
            add(tier, worths.subList(count, end));
        }
        return gatherDrawn(model);
    }

    /// Sizes that are not finished are left out: a part of them, in order, would not stand for all.
    private void add(CoalitionPlan.Tier tier, List<double[]> worths) {
        double weight = tier.mass() / worths.size();
        for (int i = 0; i < worths.size(); i++) {
            listed.add(tier.coalitions().get(i), worths.get(i), weight);
        }
        count += worths.size();
        tiersDone++;
    }

    private boolean gatherDrawn(BudgetedModel model) {
        List<Map.Entry<BitSet, Integer>> drawn = List.copyOf(plan.drawn().entrySet());
        int block = Math.max(2, game.block() / 2 * 2);
        for (int from = 0; from < drawn.size(); from += block) {
            if (model.isOutOfTime()) {
                return false;
            }
            List<Map.Entry<BitSet, Integer>> some =
                    drawn.subList(from, Math.min(from + block, drawn.size()));
            List<double[]> worths = game.values(some.stream().map(Map.Entry::getKey).toList());
            for (int i = 0; i < some.size(); i++) {
                int group = drawnDone++ / 2 % GROUPS;
                int times = some.get(i).getValue();
                groups.get(group).add(some.get(i).getKey(), worths.get(i), times);
                groupMass[group] += times;
            }
            count += some.size();
        }
        return true;
    }

    /// How many coalitions were tried.
    int count() {
        return count;
    }

    /// Whether every coalition that the plan lists was asked for.
    boolean isWhole() {
        return tiersDone == plan.tiers().size();
    }

    /// Whether there is enough to solve for values.
    boolean isDetermined() {
        return tiersDone > 0;
    }

    /// All that is known.
    KernelRegression regression() {
        return without(-1);
    }

    /// What is known but for one group of those drawn; the others take on its weight.
    private KernelRegression without(int left) {
        double mass = 0;
        for (int group = 0; group < GROUPS; group++) {
            mass += group == left ? 0 : groupMass[group];
        }
        KernelRegression sum = listed;
        for (int group = 0; group < GROUPS; group++) {
            if (group != left && groupMass[group] > 0) {
                sum = sum.plus(groups.get(group), plan.drawnMass() / mass);
            }
        }
        return sum;
    }

    /// Standard errors of the values by the jackknife over groups of drawn pairs; NaN where there
    /// are too few to tell.
    List<double[]> standardErrors(List<double[]> values) {
        List<double[]> errors = values.stream().map(each -> new double[each.length]).toList();
        if (drawnDone < 2 * GROUPS) {
            errors.forEach(each -> Arrays.fill(each, Double.NaN));
            return errors;
        }
        for (int group = 0; group < GROUPS; group++) {
            List<double[]> others = without(group).solve();
            for (int output = 0; output < errors.size(); output++) {
                for (int player = 0; player < errors.get(output).length; player++) {
                    double off = others.get(output)[player] - values.get(output)[player];
                    errors.get(output)[player] += off * off * (GROUPS - 1) / GROUPS;
                }
            }
        }
        errors.forEach(each -> Arrays.setAll(each, i -> Math.sqrt(each[i])));
        return errors;
    }
}
