package dev.serval.storage.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RetryPolicy POLICY =
            new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(2));

    private final List<Duration> slept = new ArrayList<>();
    private final Backoff backoff = new Backoff(POLICY, new Random(1), slept::add);

    @Test
    void waitsLongerEachTimeButNeverLongerThanTheLongest() throws IOException {
        for (int i = 1; i <= 200; i++) {
            backoff.pause(i, new IOException("no"));
        }
        assertThat(slept.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(slept.get(1)).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(slept).allMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) <= 0);
        assertThat(slept).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) > 0);
        assertThat(slept.stream().distinct()).hasSizeGreaterThan(100);
    }

    @Test
    void waitsAsLongAsAServerAsksWithinBounds() throws IOException {
        backoff.pause(1, new RetryLater("busy", Duration.ofMillis(1500)));
        backoff.pause(1, new RetryLater("busy", Duration.ofDays(3)));
        backoff.pause(1, new RetryLater("busy", Duration.ofDays(-3)));
        assertThat(slept)
                .containsExactly(Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ZERO);
    }

    @Test
    void endsWhenItIsInterrupted() {
        Backoff interrupted =
                new Backoff(
                        POLICY,
                        new Random(1),
                        _ -> {
                            throw new InterruptedException();
                        });
        assertThatThrownBy(() -> interrupted.pause(1, new IOException("no")))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesNoAttempt() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
                .hasMessage("attempts is 0, expected at least 1");
    }
}
