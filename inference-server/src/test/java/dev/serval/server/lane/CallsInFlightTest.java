package dev.serval.server.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CallsInFlightTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final CallsInFlight calls = new CallsInFlight();

    @Test
    void theWaitEndsWithTheLastCallAndNotBefore() throws Exception {
        calls.began();
        calls.began();
        CompletableFuture<Void> waited = CompletableFuture.runAsync(() -> awaitNone(LONG));
        calls.ended();
        assertThatThrownBy(() -> waited.get(SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        calls.ended();
        waited.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void noneIsWaitedForAndPatienceEnds() {
        awaitNone(LONG);
        calls.began();
        awaitNone(SHORT);
        assertThat(calls.count()).isEqualTo(1);
    }

    private void awaitNone(Duration patience) {
        try {
            calls.awaitNone(patience);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
