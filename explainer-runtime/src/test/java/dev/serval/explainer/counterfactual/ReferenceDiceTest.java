package dev.serval.explainer.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.explainer.fake.Golden;
import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Explanation.Counterfactual;
import dev.serval.explainer.method.Explanation.Counterfactuals;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.Quantiles;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counterfactuals beside those of the Python library `dice-ml` 0.12 for the same rows, background
/// and model: see `make_dice_reference.py`.
class ReferenceDiceTest {
    private static final JsonNode THEIRS = Golden.read("reference/dice.json");
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
                    .isLessThanOrEqualTo(median(theirs(explained, theirSearch, row)));
        }
    }

    private static Counterfactual nearest(double[] row, String algorithm) {
        TestTask task =
                TestTask.of(ReferenceDiceTest::model, row)
                        .background(BACKGROUND)
                        .with("algorithm", algorithm);
        Counterfactuals found = (Counterfactuals) task.explain(new CounterfactualSearch());
        return found.found().getFirst();
    }

    /// How far theirs are, in the same measure: each change in units of its feature's median
    /// absolute deviation, which is DiCE's own too.
    private static double[] theirs(JsonNode explained, String search, double[] row) {
        return StreamSupport.stream(explained.path("found").path(search).spliterator(), false)
                .mapToDouble(found -> distance(row, row(found)))
                .toArray();
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
