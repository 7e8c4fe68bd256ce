package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private final CostModel costs = new CostModel();

    @Test
    void knowsNothingByRunsOfOneSize() {
        learn(1, 1000, 20);
        assertThat(costs.estimate()).isEmpty();
        assertThat(costs.smallest()).hasValue(1000);
    }

    @Test
    void findsWhatARunCostsAndWhatARowCosts() {
        for (int rows : new int[] {1, 2, 4, 8, 32}) {
            learn(rows, 5000 + 300L * rows, 8);
        }
        CostEstimate estimate = costs.estimate().orElseThrow();
        assertThat(estimate.fixed()).isCloseTo(5000, within(1.0));
        assertThat(estimate.perRow()).isCloseTo(300, within(1.0));
    }

    @Test
    void isNotMisledByRunsThatWereHeldUp() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int rows = 1 + random.nextInt(16);
            long noise = random.nextInt(3) == 0 ? 50_000 + random.nextInt(500_000) : 0;
            costs.record(rows, 5000 + 300L * rows + noise);
        }
        CostEstimate estimate = costs.estimate().orElseThrow();
        assertThat(estimate.fixed()).isCloseTo(5000, within(500.0));
        assertThat(estimate.perRow()).isCloseTo(300, within(60.0));
    }

    @Test
    void followsAModelThatBecomesSlower() {
        learn(1, 1000, 16);
        learn(8, 1700, 16);
        learn(1, 2000, 16);
        learn(8, 9000, 16);
        assertThat(costs.estimate().orElseThrow().perRow()).isCloseTo(1000, within(1.0));
    }

    @Test
    void neverClaimsThatARowCostsLessThanNothing() {
        learn(1, 2000, 8);
        learn(8, 1000, 8);
        CostEstimate estimate = costs.estimate().orElseThrow();
        assertThat(estimate.perRow()).isZero();
        assertThat(estimate.fixed()).isBetween(1000.0, 2000.0);
    }

    @Test
    void neverClaimsThatARunCostsLessThanItsRows() {
        learn(1, 1000, 8);
        learn(8, 16_000, 8);
        assertThat(costs.estimate().orElseThrow().fixed()).isZero();
    }

    @Test
    void promisesTheShareThatMergingSaves() {
        assertThat(new CostEstimate(900, 100).saving(10, 1, 0)).isCloseTo(0.81, within(0.001));
        assertThat(new CostEstimate(0, 100).saving(10, 1, 0)).isCloseTo(0, within(0.001));
        assertThat(new CostEstimate(900, 100).saving(1, 5, 0)).isCloseTo(0, within(0.001));
        assertThat(new CostEstimate(900, 100).saving(10, 1, 500)).isCloseTo(0.31, within(0.001));
        assertThat(new CostEstimate(900, 100).saving(10, 1, 1000)).isNegative();
    }

    @Test
    void saysHowManyRowsFitATime() {
        CostEstimate estimate = new CostEstimate(1000, 100);
        assertThat(estimate.rowsWithin(2000, 64)).isEqualTo(10);
        assertThat(estimate.rowsWithin(2000, 8)).isEqualTo(8);
        assertThat(estimate.rowsWithin(500, 64)).isEqualTo(1);
    }

    private void learn(int rows, long nanos, int times) {
        for (int i = 0; i < times; i++) {
            costs.record(rows, nanos);
        }
    }
}
