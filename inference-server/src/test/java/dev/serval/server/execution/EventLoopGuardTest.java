package dev.serval.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.tensor.PooledTensorAllocator;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventLoopGuardTest {
    private final EventLoopGuard guard = new EventLoopGuard();

    @AfterEach
    void end() {
        guard.end();
    }

    private static CallContext attempt() {
        return new CallContext(Deadline.after(Duration.ofMinutes(1)), new PooledTensorAllocator(0));
    }

    @Test
    @Timeout(60)
    void callsOffWhatComputesForLong() {
        CallContext attempt = attempt();
        guard.watch(
                attempt,
                () -> {
                    while (attempt.calledOff() == null) {
                        Thread.onSpinWait();
                    }
                });
        assertThat(attempt.calledOff()).isNotNull();
    }

    @Test
    @Timeout(60)
    void looksAgainAfterAWhileWithoutWork() {
        callsOffWhatComputesForLong();
        long asleep = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        while (System.nanoTime() < asleep) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        callsOffWhatComputesForLong();
    }

    @Test
    void leavesAloneWhatWaitsForAProcessor() {
        CallContext attempt = attempt();
        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        guard.watch(
                attempt,
                () -> {
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                });
        assertThat(attempt.calledOff()).isNull();
    }

    @Test
    void leavesAloneManyShortOnes() {
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
            CallContext attempt = attempt();
            guard.watch(attempt, () -> {});
            assertThat(attempt.calledOff()).isNull();
        }
    }
}
