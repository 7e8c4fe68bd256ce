package dev.serval.explainer.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.model.Rows;
import dev.serval.explainer.numeric.RunningMeans;
import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimeTabularTest {
    private static final Rows BACKGROUND = TestTask.normal(200, 4, 1);

    private static double[] linear(double[] row) {
        return new double[] {3 * row[0] - 2 * row[1] + 0.1 * row[2] + 1};
    }

    private static TestTask task() {
        return TestTask.of(LimeTabularTest::linear, 1, -0.5, 0.3, 2).background(BACKGROUND);
    }

    @Test
    void aLinearModelIsItsOwnLocalModel() {
        double[] means = BACKGROUND.means();

        Attributions found =
                task().with("discretize", "none").with("ridge", 0).attributions(new LimeTabular());

        Attribution values = found.outputs().getFirst();
        assertThat(values.values().get(0)).isCloseTo(3 * (1 - means[0]), within(1e-6));
        assertThat(values.values().get(1)).isCloseTo(-2 * (-0.5 - means[1]), within(1e-6));
        assertThat(values.values().get(3)).isCloseTo(0, within(1e-6));
        assertThat(found.findings().measures().get("r2")).isCloseTo(1, within(1e-9));
        assertThat(values.additivityGap()).isLessThan(1e-6);
    }

    @Test
    void quartilesTellWhatBeingInTheRowsOwnQuartileAdds() {
        Attributions found = task().attributions(new LimeTabular());

        Attribution values = found.outputs().getFirst();
        assertThat(values.values().get(0)).isPositive();
        assertThat(values.values().get(1)).isPositive();
        assertThat(Math.abs(values.values().get(3))).isLessThan(0.3);
        assertThat(values.values().get(0)).isGreaterThan(Math.abs(values.values().get(2)));
        assertThat(found.findings().measures().get("r2")).isBetween(0.2, 1.0);
    }

    /// What one seed says of its errors is how far the values of many seeds are spread.
    @ParameterizedTest
    @ValueSource(strings = {"quartile", "none"})
    void standardErrorsAreTheSpreadOverSeeds(String discretize) {
        int seeds = 60;
        RunningMeans values = new RunningMeans(4);
        RunningMeans errors = new RunningMeans(4);
        for (int seed = 0; seed < seeds; seed++) {
            Attribution found =
                    TestTask.of(LimeTabularTest::folded, 1, -0.5, 0.3, 2)
                            .background(BACKGROUND)
                            .with("discretize", discretize)
                            .with("samples", 500)
                            .seed(seed)
                            .first(new LimeTabular());
            values.add(numbers(found.values()));
            errors.add(numbers(found.standardErrors()));
        }
        for (int feature = 0; feature < 4; feature++) {
            double spread = values.standardError(feature) * Math.sqrt(seeds);
            assertThat(errors.mean(feature)).isCloseTo(spread, withinPercentage(35));
        }
    }

    private static double[] folded(double[] row) {
        return new double[] {Math.abs(row[0]) + row[1] * row[2] - Math.sin(3 * row[3])};
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void keepsNoMoreFeaturesThanAskedFor() {
        Attribution values = task().with("num_features", 2).first(new LimeTabular());

        assertThat(values.values()).filteredOn(value -> value != 0).hasSize(2);
        assertThat(values.values().get(2)).isZero();
        assertThat(values.values().get(3)).isZero();
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        Attribution first = task().seed(3).first(new LimeTabular());

        assertThat(task().seed(3).first(new LimeTabular())).isEqualTo(first);
        assertThat(task().seed(4).first(new LimeTabular())).isNotEqualTo(first);
    }

    @Test
    void drawsFewerRowsWhereTheBudgetEndsAndSaysSo() {
        TestTask task = task().budget(400);

        Attributions found = task.attributions(new LimeTabular());

        assertThat(found.findings().complete()).isFalse();
        assertThat(task.rowsPredicted()).isEqualTo(400);
    }

    @Test
    void refusesABudgetThatTellsNothing() {
        assertThatThrownBy(() -> task().budget(9).explain(new LimeTabular()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("method 'lime' needs at least 10 predicted rows");
    }
}
