package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.Overloaded;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When batches are run, and where.
class BatchTimingTest extends BatcherFixture {
    @Test
    void waitsForOthersNoLongerThanTheLatencyAllows() {
        Batcher batcher = patient(8, Duration.ofMillis(20));
        Caller one = caller().asks(batcher, 1, 1);
        threads.advanceMillis(10);
        Caller two = caller().asks(batcher, 1, 2);
        threads.advanceMillis(9);
        assertThat(one.isTold()).isFalse();
        threads.advanceMillis(1);
        assertThat(model.runs).containsExactly(2);
        assertThat(one.sums()).containsExactly(1);
        assertThat(two.sums()).containsExactly(2);
    }

    @Test
    void doesNotWaitOnceThereAreEnoughRows() {
        Batcher batcher = patient(3, Duration.ofMillis(20));
        caller().asks(batcher, 1, 1);
        caller().asks(batcher, 1, 2, 3);
        threads.runAll();
        assertThat(model.runs).containsExactly(3);
    }

    @Test
    void doesNotTakeRowsOfAnotherShapeForEnough() {
        Batcher batcher = patient(3, Duration.ofMillis(20));
        caller().asks(batcher, 1, 1);
        caller().asks(batcher, 2, 1, 2);
        caller().asks(batcher, 2, 3, 4);
        threads.runAll();
        assertThat(model.runs).isEmpty();
        threads.advanceMillis(20);
        assertThat(model.runs).containsExactly(1, 2);
    }

    @Test
    void runsAPreferredNumberOfRowsAtOnce() {
        BatchRules rules =
                new BatchRules(
                        BatchingMode.ALWAYS,
                        16,
                        Duration.ofMillis(20),
                        List.of(2, 4),
                        QueueSettings.DEFAULT,
                        100);
        Batcher batcher = batcher(rules);
        for (int i = 0; i < 5; i++) {
            caller().asks(batcher, 1, i);
        }
        threads.runAll();
        assertThat(model.runs).containsExactly(4);
        threads.advanceMillis(20);
        assertThat(model.runs).containsExactly(4, 1);
    }

    @Test
    void waitsForHalfOfTheTimeAtMostThatARequestHas() {
        Batcher batcher = patient(8, Duration.ofMinutes(10));
        Caller hurried = new Caller(allocator, Duration.ofSeconds(30)).asks(batcher, 1, 1);
        threads.advanceMillis(15_000);
        assertThat(hurried.sums()).containsExactly(1);
    }

    @Test
    void refusesARequestWhenAsManyWaitAsMay() {
        BatchRules rules =
                new BatchRules(
                        BatchingMode.ALWAYS, 8, Duration.ZERO, List.of(), QueueSettings.DEFAULT, 2);
        Batcher batcher = batcher(rules);
        caller().asks(batcher, 1, 1);
        caller().asks(batcher, 1, 2);
        Caller refused = caller().asks(batcher, 1, 3);
        assertThat(refused.failure())
                .isInstanceOf(Overloaded.class)
                .hasMessage("2 requests wait for the model already, expected at most 2");
        threads.runAll();
        assertThat(model.runs).containsExactly(2);
    }

    @Test
    void runsOnTheCallersThreadWhenNoOtherTakesTheWork() {
        threads.full(true);
        Caller caller = caller().asks(always(8), 1, 4);
        assertThat(caller.sums()).containsExactly(4);
    }

    @Test
    void doesNotComputeOnTheTimersThread() {
        Batcher batcher = patient(8, Duration.ofMillis(20));
        Caller caller = caller().asks(batcher, 1, 4);
        threads.full(true);
        threads.advanceMillis(20);
        assertThat(caller.isTold()).isFalse();
        threads.full(false);
        threads.advanceMillis(2);
        assertThat(caller.sums()).containsExactly(4);
    }

    @Test
    void tellsOfEachRun() {
        Batcher batcher = always(2);
        caller().asks(batcher, 1, 1);
        caller().asks(batcher, 1, 2);
        caller().asks(batcher, 1, 3);
        threads.runAll();
        assertThat(told).containsExactly(2L, 1L);
    }
}
