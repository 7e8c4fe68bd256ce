package dev.serval.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serval.server.counting.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    private final Counts counts = new Counts(2 * DurationHistogram.CELLS);
    private final DurationHistogram histogram = new DurationHistogram(counts, 0);

    @Test
    void aDurationIsCountedInEveryBucketThatHoldsIt() {
        histogram.add(counts.stripe(), 50_000);
        histogram.add(counts.stripe(), 50_001);
        histogram.add(counts.stripe(), 3_600_000_000_000L);
        var reading = DurationHistogram.readingOf(List.of(histogram));
        assertThat(reading.bounds().getFirst()).isEqualTo(50e-6);
        assertThat(reading.bounds().getLast()).isInfinite();
        assertThat(reading.cumulative().subList(0, 2)).containsExactly(1L, 2L);
        assertThat(reading.count()).isEqualTo(3);
        assertThat(reading.sumSeconds()).isCloseTo(3600.0001, within(1e-6));
    }

    @Test
    void severalReadAsOne() {
        DurationHistogram other = new DurationHistogram(counts, DurationHistogram.CELLS);
        histogram.add(counts.stripe(), 1_000_000);
        other.add(counts.stripe(), 2_000_000);
        var reading = DurationHistogram.readingOf(List.of(histogram, other));
        assertThat(reading.count()).isEqualTo(2);
        assertThat(reading.sumSeconds()).isCloseTo(0.003, within(1e-9));
    }
}
