package dev.serval.server.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ModelStatisticsTest {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ModelStatistics statistics = new ModelStatistics();

    @Test
    void nothingHasHappenedAtFirst() {
        assertThat(statistics.lastInference()).isZero();
        assertThat(statistics.executions()).isZero();
        assertThat(statistics.rows()).isZero();
        assertThat(statistics.bySize()).isEmpty();
        assertThat(System.nanoTime() - statistics.lastBegan()).isBetween(0L, NANOS_PER_SECOND);
    }

    @Test
    void runsAreCountedByHowManyRowsTheyHad() {
        executed(1, 10);
        executed(1, 20);
        executed(8, 300);
        assertThat(statistics.executions()).isEqualTo(3);
        assertThat(statistics.rows()).isEqualTo(10);
        assertThat(statistics.compute().total()).isEqualTo(330);
        assertThat(statistics.bySize().keySet()).containsExactly(1L, 8L);
        assertThat(ofRows(1).count()).isEqualTo(2);
        assertThat(ofRows(1).total()).isEqualTo(30);
        assertThat(ofRows(8).total()).isEqualTo(300);
    }

    @Test
    void sizesBeyondTheFirst64AreCountedUnderTheNextPowerOfTwo() {
        for (long rows = 1; rows <= 64; rows++) {
            executed(rows, 1);
        }
        executed(1_000, 5);
        executed(1_024, 6);
        assertThat(statistics.bySize()).hasSize(65);
        assertThat(ofRows(1_024).total()).isEqualTo(11);
    }

    @Test
    void runsOfNoRowsAreCounted() {
        executed(0, 7);
        assertThat(ofRows(0).total()).isEqualTo(7);
    }

    @Test
    void theLastRunIsToldByTheTimeOfDay() {
        long ago = 90 * NANOS_PER_SECOND;
        ModelStatistics made = new ModelStatistics();
        long began = System.nanoTime();
        made.executed(1, began, 5);
        made.executed(1, began - ago, 5);
        assertThat(made.lastBegan()).isEqualTo(began);
        long told = made.lastInference();
        assertThat(told).isCloseTo(System.currentTimeMillis(), within(5_000L));
        assertThat(made.lastInference()).isEqualTo(told);
    }

    @Test
    void answersAndFailuresAreCountedApart() {
        statistics.answered(100, 10, 20, 30);
        statistics.answered(200, 10, 20, 30);
        statistics.failed(7);
        assertThat(statistics.success().count()).isEqualTo(2);
        assertThat(statistics.success().total()).isEqualTo(300);
        assertThat(statistics.queue().total()).isEqualTo(20);
        assertThat(statistics.input().total()).isEqualTo(40);
        assertThat(statistics.output().total()).isEqualTo(60);
        assertThat(statistics.failure().count()).isOne();
        assertThat(statistics.failure().total()).isEqualTo(7);
    }

    private DurationCount ofRows(long rows) {
        return requireNonNull(statistics.bySize().get(rows));
    }

    private void executed(long rows, long took) {
        statistics.executed(rows, System.nanoTime(), took);
    }
}
