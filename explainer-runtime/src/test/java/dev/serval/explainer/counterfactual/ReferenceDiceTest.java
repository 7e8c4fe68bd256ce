package dev.serval.explainer.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Counterfactuals beside those of the Python library `dice-ml` 0.12 for the same rows, background
/// and model: see `make_dice_reference.py`.
class ReferenceDiceTest {
    private static final JsonNode THEIRS = Golden.read("reference/dice.json");
    private static final int WISHED = 4;
    private static final Rows BACKGROUND = Rows.of(rows(THEIRS.path("background")));

    private static double[] model(double[] row) {
        double sum = 1.5 * row[0] + row[1] - 0.8 * row[2] * row[1] + 0.5 * Math.abs(row[3]);
        double yes = 1 / (1 + Math.exp(-3 * (sum - 1)));
        return new double[] {1 - yes, yes};
    }

    @ParameterizedTest
    @CsvSource({
        "genetic, random", "genetic, genetic", "genetic, kdtree",
        "growing_spheres, random", "growing_spheres, genetic", "growing_spheres, kdtree"
    })
    void theNearestIsNoFartherThanTheirMedianAndValid(String algorithm, String theirSearch) {
        for (JsonNode explained : THEIRS.path("explained")) {
            double[] row = row(explained.path("row"));

            Counterfactual nearest = nearest(row, algorithm);

            assertThat(model(numbers(nearest))[1]).isGreaterThan(0.5);
            assertThat(nearest.distance())
                    .isLessThanOrEqualTo(
                            median(
                                    distances(
                                            row, rows(explained.path("found").path(theirSearch)))));
        }
    }

    /// A set is as good as it is different and near: the determinant that DiCE maximises, less half
    /// the mean distance, with its weights and its distance, which is by the feature.
    @ParameterizedTest
    @ValueSource(strings = {"random", "genetic", "kdtree"})
    void severalAreNoFartherThanTheirMedianAndAsGoodASetByTheirMeasure(String theirSearch) {
        for (JsonNode explained : THEIRS.path("explained")) {
            double[] row = row(explained.path("row"));
            JsonNode theirs = explained.path("found").path(theirSearch);

            List<Counterfactual> answered = found(row, "genetic", WISHED);
            double[][] found =
                    answered.stream().map(ReferenceDiceTest::numbers).toArray(double[][]::new);

            assertThat(answered)
                    .hasSize(WISHED)
                    .doesNotHaveDuplicates()
                    .allSatisfy(each -> assertThat(model(numbers(each))[1]).isGreaterThan(0.5));
            assertThat(median(distances(row, found)))
                    .isLessThanOrEqualTo(median(distances(row, rows(theirs))));
            assertThat(goodness(row, found)).isGreaterThanOrEqualTo(median(goodness(row, theirs)));
        }
    }

    /// Of each set that they found with one seed.
    private static double[] goodness(double[] row, JsonNode theirs) {
        double[][] rows = rows(theirs);
        return IntStream.range(0, rows.length / WISHED)
                .mapToDouble(
                        i -> goodness(row, Arrays.copyOfRange(rows, i * WISHED, (i + 1) * WISHED)))
                .toArray();
    }

    private static double goodness(double[] row, double[][] set) {
        double mean = Arrays.stream(distances(row, set)).average().orElseThrow();
        return determinant(set) - 0.5 * mean / row.length;
    }

    /// Of the matrix of 1 / (1 + distance), by its definition.
    private static double determinant(double[][] set) {
        return determinant(set, 0, new boolean[set.length]);
    }

    private static double determinant(double[][] set, int line, boolean[] taken) {
        if (line == set.length) {
            return 1;
        }
        double sum = 0;
        int sign = 1;
        for (int column = 0; column < set.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                double alike = 1 / (1 + distance(set[line], set[column]) / set[line].length);
                sum += sign * alike * determinant(set, line + 1, taken);
                taken[column] = false;
                sign = -sign;
            }
        }
        return sum;
    }

    private static Counterfactual nearest(double[] row, String algorithm) {
        return found(row, algorithm, 1).getFirst();
    }

    private static List<Counterfactual> found(double[] row, String algorithm, int count) {
        TestTask task =
                TestTask.of(ReferenceDiceTest::model, row)
                        .background(BACKGROUND)
                        .with("algorithm", algorithm)
                        .with("count", count);
        return ((Counterfactuals) task.explain(new CounterfactualSearch())).found();
    }

    /// How far rows are, in the same measure for ours and theirs: each change in units of its
    /// feature's median absolute deviation, which is DiCE's own too.
    private static double[] distances(double[] row, double[][] found) {
        return Arrays.stream(found).mapToDouble(each -> distance(row, each)).toArray();
    }

    private static double distance(double[] row, double[] other) {
        double distance = 0;
        for (int column = 0; column < row.length; column++) {
            distance += Math.abs(other[column] - row[column]) / deviation(column);
        }
        return distance;
    }

    private static double deviation(int column) {
        double[] values = BACKGROUND.column(column);
        double median = median(values);
        double[] off = values.clone();
        for (int i = 0; i < off.length; i++) {
            off[i] = Math.abs(values[i] - median);
        }
        return median(off);
    }

    private static double median(double[] values) {
        assertThat(values).isNotEmpty();
        return Quantiles.of(values, 0.5)[0];
    }

    private static double[] numbers(Counterfactual found) {
        return found.row().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] row(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[][] rows(JsonNode lists) {
        return StreamSupport.stream(lists.spliterator(), false)
                .map(ReferenceDiceTest::row)
                .toArray(double[][]::new);
    }
}
