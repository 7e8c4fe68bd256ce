package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ArenaShrinkageTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3);
    private final ArenaShrinkage everyTen = ArenaShrinkage.every(Duration.ofNanos(10), clock::get);

    @Test
    void isDueOnceInEachInterval() {
        assertThat(everyTen.isDue()).isFalse();
        clock.addAndGet(9);
        assertThat(everyTen.isDue()).isFalse();
        clock.addAndGet(1);
        assertThat(everyTen.isDue()).isTrue();
        assertThat(everyTen.isDue()).isFalse();
        clock.addAndGet(25);
        assertThat(everyTen.isDue()).isTrue();
        clock.addAndGet(9);
        assertThat(everyTen.isDue()).isFalse();
    }
}
