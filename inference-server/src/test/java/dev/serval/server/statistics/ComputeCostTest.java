package dev.serval.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComputeCostTest {
    private static final long SIZE = 16;
    private final ComputeCost cost = new ComputeCost();

    private void measure(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            cost.measured(SIZE, nanos);
        }
    }

    @Test
    void nothingIsQuickBeforeItWasMeasured() {
        assertThat(cost.isQuick(SIZE)).isFalse();
    }

    @Test
    void aFewMeasurementsAreNotBelieved() {
        measure(8, 1_000);
        assertThat(cost.isQuick(SIZE)).isFalse();
        measure(1, 1_000);
        assertThat(cost.isQuick(SIZE)).isTrue();
    }

    @Test
    void aSlowBeginningIsForgotten() {
        measure(5, 900_000);
        measure(20, 2_000);
        assertThat(cost.isQuick(SIZE)).isTrue();
    }

    @Test
    void oneLongComputationAmongQuickOnesSaysLittle() {
        measure(100, 2_000);
        measure(1, 1_000_000_000);
        assertThat(cost.isQuick(SIZE)).isTrue();
    }

    @Test
    void whatBecomesSlowIsQuickNoMore() {
        measure(100, 2_000);
        measure(100, 90_000);
        assertThat(cost.isQuick(SIZE)).isFalse();
    }

    @Test
    void betweenTheTwoBoundsItStaysWhatItWas() {
        measure(100, 60_000);
        assertThat(cost.isQuick(SIZE)).isFalse();
        measure(100, 2_000);
        measure(100, 60_000);
        assertThat(cost.isQuick(SIZE)).isTrue();
    }

    @Test
    void sizesAreToldApartByPowersOfTwo() {
        measure(100, 2_000);
        assertThat(cost.isQuick(31)).isTrue();
        assertThat(cost.isQuick(32)).isFalse();
        assertThat(cost.isQuick(0)).isFalse();
        assertThat(cost.isQuick(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void afterAnOverrunItTakesAThousandMeasurementsAndThenTwice() {
        measure(100, 2_000);
        cost.overran();
        measure(1_000, 2_000);
        assertThat(cost.isQuick(SIZE)).isFalse();
        measure(9, 2_000);
        assertThat(cost.isQuick(SIZE)).isTrue();
        cost.overran();
        measure(1_500, 2_000);
        assertThat(cost.isQuick(SIZE)).isFalse();
    }
}
