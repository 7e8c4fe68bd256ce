package dev.serval.explainer.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation.Attributions;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;

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
