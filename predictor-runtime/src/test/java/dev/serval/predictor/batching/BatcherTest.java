package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.catalog.BatchingStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest extends BatcherFixture {
    @Test
    void mergesWhatWaitsTogetherAndAnswersEachByItsOwnRows() {
        Batcher batcher = always(8);
        Caller one = caller().asks(batcher, 2, 1, 2);
        Caller two = caller().asks(batcher, 2, 3, 4, 5, 6);
        Caller three = caller().asks(batcher, 2, 7, 8);
        assertThat(one.isTold()).isFalse();

        threads.runAll();
        assertThat(model.runs).containsExactly(4);
        assertThat(one.sums()).containsExactly(3);
        assertThat(two.sums()).containsExactly(7, 11);
        assertThat(three.sums()).containsExactly(15);
    }

    @Test
    void computesNothingOnAnEventLoop() {
        threads.mayCompute(false);
        Caller alone = caller().asks(always(8), 1, 4);
        assertThat(model.runs).isEmpty();
        threads.runAll();
        assertThat(alone.sums()).containsExactly(4);
    }

    @Test
    void computesNothingOnAnEventLoopEitherWhileEveryOtherThreadIsTaken() {
        threads.mayCompute(false);
        threads.full(true);
        Caller patient = caller().asks(always(8), 1, 4);
        threads.advanceMillis(10);
        assertThat(model.runs).isEmpty();
        threads.full(false);
        threads.advanceMillis(10);
        assertThat(patient.sums()).containsExactly(4);
    }

    @Test
    void tellsWhetherRequestsWaitForOthers() {
        assertThat(always(8).gathers()).isTrue();
        assertThat(always(1).gathers()).isFalse();
        assertThat(adaptiveAfterTheFirstWatch().gathers()).isTrue();
    }

    @Test
    void runsNoMoreRowsTogetherThanAreAllowed() {
        Batcher batcher = always(3);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            callers.add(caller().asks(batcher, 1, i));
        }
        threads.runAll();
        assertThat(model.runs).containsExactly(3, 3, 1);
        for (int i = 0; i < 7; i++) {
            assertThat(callers.get(i).sums()).containsExactly(i);
        }
    }

    @Test
    void computesARequestOfMoreRowsThanAreMergedByItself() {
        Batcher batcher = always(3);
        Caller small = caller().asks(batcher, 1, 1);
        Caller large = caller().asks(batcher, 1, 1, 2, 3, 4, 5);
        threads.runAll();
        assertThat(model.runs).containsExactly(5, 1);
        assertThat(large.sums()).hasSize(5);
        assertThat(small.sums()).containsExactly(1);
    }

    @Test
    void mergesOnlyRowsOfTheSameShape() {
        Batcher batcher = always(8);
        Caller narrow = caller().asks(batcher, 1, 1);
        Caller wide = caller().asks(batcher, 2, 1, 2);
        Caller alsoNarrow = caller().asks(batcher, 1, 3);
        threads.runAll();
        assertThat(model.runs).containsExactly(2, 1);
        assertThat(narrow.sums()).containsExactly(1);
        assertThat(wide.sums()).containsExactly(3);
        assertThat(alsoNarrow.sums()).containsExactly(3);
    }

    @Test
    void mergesOnlyRequestsForTheSameOutputs() {
        Batcher batcher = always(8);
        caller().wanting("sum").asks(batcher, 1, 1);
        caller().asks(batcher, 1, 1);
        threads.runAll();
        assertThat(model.runs).containsExactly(1, 1);
    }

    @Test
    void mergesOnlyRequestsThatTellTheModelTheSame() {
        Batcher batcher = always(8);
        caller().saying("temperature", 1).asks(batcher, 1, 1);
        caller().saying("temperature", 2).asks(batcher, 1, 1);
        caller().saying("temperature", 1).asks(batcher, 1, 1);
        threads.runAll();
        assertThat(model.runs).containsExactly(2, 1);
    }

    @Test
    void mergesThoughTheWiresParametersDiffer() {
        Batcher batcher = always(8);
        caller().saying("binary_data_output", 1).asks(batcher, 1, 1);
        caller().asks(batcher, 1, 1);
        threads.runAll();
        assertThat(model.runs).containsExactly(2);
    }

    @Test
    void failsOnlyTheRequestThatIsBad() {
        Batcher batcher = always(8);
        Caller good = caller().asks(batcher, 1, 1);
        Caller bad = caller().asks(batcher, 1, Float.NaN);
        Caller alsoGood = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(good.sums()).containsExactly(1);
        assertThat(alsoGood.sums()).containsExactly(2);
        assertThat(bad.failure())
                .isInstanceOf(InvalidInput.class)
                .hasMessage("row 0 is not a number");
        assertThat(batcher.status().state()).isEqualTo(State.ON);
    }

    @Test
    void doesNotRunAgainWhatEndedInAnErrorOfTheMachine() {
        model.whileRunning(() -> {
            throw new OutOfMemoryError("no more");
        });
        Batcher batcher = always(8);
        Caller one = caller().asks(batcher, 1, 1);
        Caller two = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(model.runs).containsExactly(2);
        assertThat(one.failure()).isInstanceOf(EngineFailure.class);
        assertThat(two.failure()).isInstanceOf(EngineFailure.class);
    }

    @Test
    void forgetsACallerWhoLeavesTheQueue() {
        Batcher batcher = always(8);
        Caller one = caller().asks(batcher, 1, 1);
        Caller two = caller().asks(batcher, 1, 2);
        one.leaves();
        assertThat(one.failure()).isInstanceOf(Cancelled.class);
        assertThat(batcher.waiting()).isEqualTo(1);
        threads.runAll();
        assertThat(model.runs).containsExactly(1);
        assertThat(two.sums()).containsExactly(2);
    }

    @Test
    void refusesACallThatWasCalledOffBeforeItCame() {
        Caller caller = caller();
        caller.leaves();
        caller.asks(always(8), 1, 1);
        threads.runAll();
        assertThat(caller.failure()).isInstanceOf(Cancelled.class);
        assertThat(model.runs).isEmpty();
    }

    @Test
    void leavesOutWhatIsBeyondItsDeadline() {
        Batcher batcher = always(8);
        Caller late = new Caller(allocator, Duration.ofMillis(-1)).asks(batcher, 1, 1);
        Caller inTime = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(late.failure()).isInstanceOf(DeadlineExceeded.class);
        assertThat(model.runs).containsExactly(1);
        assertThat(inTime.sums()).containsExactly(2);
    }

    @Test
    void answersTheOthersThoughACallerLeavesInTheMiddleOfTheRun() {
        Batcher batcher = always(8);
        Caller leaver = caller();
        model.whileRunning(leaver::leaves);
        leaver.asks(batcher, 1, 1);
        Caller stayer = caller().asks(batcher, 1, 2);
        threads.runAll();
        assertThat(leaver.failure()).isInstanceOf(Cancelled.class);
        assertThat(stayer.sums()).containsExactly(2);
    }

    @Test
    void callsTheRunOffOnceEveryCallerHasLeft() {
        Batcher batcher = always(8);
        List<Caller> callers = List.of(caller(), caller());
        model.whileRunning(() -> callers.forEach(Caller::leaves));
        callers.forEach(caller -> caller.asks(batcher, 1, 1));
        threads.runAll();
        callers.forEach(caller -> assertThat(caller.failure()).isInstanceOf(Cancelled.class));
        assertThat(model.runs).containsExactly(2);
    }
}
