package dev.serval.explainer.shapley;

import dev.serval.explainer.numeric.PositiveDefinite;
import dev.serval.inference.failure.EngineFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The weighted least squares whose solution under Shapley's kernel is the Shapley values: values
/// that add up to the whole and fit what coalitions are worth (Lundberg and Lee 2017, theorem 2).
/// Grows a coalition at a time.
final class KernelRegression {
    private final int players;
    private final CoalitionGame game;
    private final double[] products;
    private final double[] moments;
    private final double[] squares;

    KernelRegression(CoalitionGame game) {
        this.game = game;
        this.players = game.players();
        this.products = new double[players * players];
        this.moments = new double[players * game.outputs()];
        this.squares = new double[game.outputs()];
    }

    /// The sum of two regressions, each with a weight.
    KernelRegression plus(KernelRegression other, double weight) {
        KernelRegression sum = new KernelRegression(game);
        add(sum.products, products, other.products, weight);
        add(sum.moments, moments, other.moments, weight);
        add(sum.squares, squares, other.squares, weight);
        return sum;
    }

    private static void add(double[] sum, double[] left, double[] right, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + weight * right[i];
        }
    }

    void add(BitSet coalition, double[] worth, double weight) {
        int[] members = coalition.stream().toArray();
        for (int member : members) {
            for (int other : members) {
                products[member * players + other] += weight;
            }
        }
        for (int output = 0; output < worth.length; output++) {
            double added = worth[output] - game.empty()[output];
            squares[output] += weight * added * added;
            for (int member : members) {
                moments[output * players + member] += weight * added;
            }
        }
    }

    /// The values, by output.
    List<double[]> solve() {
        PositiveDefinite matrix =
                PositiveDefinite.decompose(players, products)
                        .orElseThrow(() ->
                                new EngineFailure(
                                        "the coalitions that were tried do not determine the values"
                                                + " of %d features".formatted(players),
                                        null));
        double[] ones = new double[players];
        Arrays.fill(ones, 1);
        double[] towardsWhole = matrix.solve(ones);
        double perWhole = Arrays.stream(towardsWhole).sum();
        List<double[]> solutions = new ArrayList<>();
        for (int output = 0; output < game.outputs(); output++) {
            double[] values = matrix.solve(momentsOf(output));
            double whole = game.full()[output] - game.empty()[output];
            double missing = whole - Arrays.stream(values).sum();
            for (int player = 0; player < players; player++) {
                values[player] += missing / perWhole * towardsWhole[player];
            }
            closeGap(values, whole);
            solutions.add(values);
        }
        return solutions;
    }

    /// What rounding left of the gap is shared alike.
    private static void closeGap(double[] values, double whole) {
        double missing = whole - Arrays.stream(values).sum();
        for (int player = 0; player < values.length; player++) {
            values[player] += missing / values.length;
        }
    }

    private double[] momentsOf(int output) {
        return Arrays.copyOfRange(moments, output * players, (output + 1) * players);
    }

    /// How much of what coalitions are worth the values account for, in the worst output: 1 for a
    /// model in which features only add up.
    double fit(List<double[]> solutions) {
        double worst = 1;
        for (int output = 0; output < solutions.size(); output++) {
            double[] values = solutions.get(output);
            double residual = squares[output];
            for (int i = 0; i < players; i++) {
                residual -= 2 * values[i] * moments[output * players + i];
                for (int j = 0; j < players; j++) {
                    residual += values[i] * values[j] * products[i * players + j];
                }
            }
            double fit = squares[output] == 0 ? 1 : 1 - Math.max(0, residual) / squares[output];
            worst = Math.min(worst, fit);
        }
        return worst;
    }
}
