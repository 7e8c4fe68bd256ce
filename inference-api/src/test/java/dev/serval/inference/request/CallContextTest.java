package dev.serval.inference.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallContextTest {
    private static final InferenceException GONE = new Cancelled("the caller went away");

    private final Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    private final TensorAllocator allocator = new PooledTensorAllocator(0);
    private final CallContext call = new CallContext(deadline, allocator);
    private final AtomicInteger stops = new AtomicInteger();

    @Test
    void carriesItsDeadlineAndAllocator() {
        assertThat(call.deadline()).isSameAs(deadline);
        assertThat(call.allocator()).isSameAs(allocator);
    }

    @Test
    void isWantedUntilItIsCalledOff() {
        call.requireWanted();
        assertThat(call.calledOff()).isNull();
        call.callOff(GONE);
        assertThat(call.calledOff()).isSameAs(GONE);
        assertThatThrownBy(call::requireWanted).isSameAs(GONE);
    }

    @Test
    void keepsTheFirstReason() {
        call.callOff(GONE);
        call.callOff(new DeadlineExceeded("too late"));
        assertThat(call.calledOff()).isSameAs(GONE);
    }

    @Test
    void givesTheResultOfWorkThatNobodyStops() {
        assertThat(call.stoppable(stops::incrementAndGet, () -> 42)).isEqualTo(42);
        assertThat(stops).hasValue(0);
    }

    @Test
    void doesNotBeginWorkThatNobodyWants() {
        AtomicBoolean begun = new AtomicBoolean();
        call.callOff(GONE);
        assertThatThrownBy(
                        () -> call.stoppable(stops::incrementAndGet, () -> begun.getAndSet(true)))
                .isSameAs(GONE);
        assertThat(begun).isFalse();
        assertThat(stops).hasValue(0);
    }

    @Test
    void stopsWorkOnceThoughItIsCalledOffTwice() {
        String result =
                call.stoppable(
                        stops::incrementAndGet,
                        () -> {
                            call.callOff(GONE);
                            call.callOff(GONE);
                            return "stopped";
                        });
        assertThat(result).isEqualTo("stopped");
        assertThat(stops).hasValue(1);
    }

    @Test
    void doesNotStopWorkThatIsDone() {
        call.stoppable(stops::incrementAndGet, () -> 1);
        call.callOff(GONE);
        assertThat(stops).hasValue(0);
    }

    @Test
    void doesNotStopWorkThatFailed() {
        IllegalStateException broken = new IllegalStateException("broken");
        assertThatThrownBy(() ->
                        call.stoppable(
                                stops::incrementAndGet,
                                () -> {
                                    throw broken;
                                }))
                .isSameAs(broken);
        call.callOff(GONE);
        assertThat(stops).hasValue(0);
    }

    @Test
    void stopsWorkOfAnotherThread() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            Future<Boolean> work =
                    worker.submit(() ->
                            call.stoppable(
                                    stopped::countDown,
                                    () -> {
                                        begun.countDown();
                                        return awaited(stopped);
                                    }));
            begun.await();
            call.callOff(GONE);
            assertThat(work.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void neverStopsWorkAfterItReturnedHoweverTheyRace() throws Exception {
        try (ExecutorService canceller = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 2_000; round++) {
                raceOnce(canceller);
            }
        }
    }

    private static void raceOnce(ExecutorService canceller) throws Exception {
        CallContext call =
                new CallContext(
                        Deadline.after(Duration.ofMinutes(1)), new PooledTensorAllocator(0));
        CyclicBarrier start = new CyclicBarrier(2);
        AtomicBoolean returned = new AtomicBoolean();
        AtomicBoolean stoppedLate = new AtomicBoolean();
        Future<?> callingOff =
                canceller.submit(() -> {
                    start.await();
                    call.callOff(GONE);
                    return true;
                });
        start.await();
        try {
            call.stoppable(() -> stoppedLate.set(returned.get()), () -> 1);
            returned.set(true);
        } catch (Cancelled beforeItBegan) {
            assertThat(beforeItBegan).isSameAs(GONE);
        }
        callingOff.get(10, TimeUnit.SECONDS);
        assertThat(stoppedLate).isFalse();
        assertThat(call.calledOff()).isSameAs(GONE);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
