package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.BatchingStatus.Reason;
import dev.serval.server.catalog.BatchingStatus.State;
import dev.serval.server.catalog.InferCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests of one row that come so many at a time, to a model that costs so much: what the judge
/// makes of it, without a model or a clock.
class AdaptiveJudgeTest {
    private static final int RUNS = 4000;

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private final List<BatchingStatus.State> states = new ArrayList<>();
    private final List<Waiting> members = new ArrayList<>();
    private long now;
    private long fixed;
    private long perRow;
    private long idle;
    private long handOver;
    private int gathered;
    private AdaptiveJudge judge = judge();

    @AfterEach
    void closeRequests() {
        members.forEach(member -> member.request().close());
    }

    @Test
    void mergesWhereARunCostsMoreThanItsRows() {
        costs(9000, 1000);
        come(8, RUNS);
        assertThat(judge.status().state()).isEqualTo(State.ON);
        assertThat(judge.status().reason()).isEqualTo(Reason.PAYS);
        assertThat(judge.status().explanation())
                .isEqualTo("a run costs 9.0 µs + 1.0 µs a row; merging 8.0 requests saves 79 %");
    }

    @Test
    void doesNotMergeWhereRowsAreAllThatCosts() {
        costs(100, 100_000);
        come(8, RUNS);
        assertThat(judge.status().state()).isEqualTo(State.IDLE);
        assertThat(judge.status().reason()).isEqualTo(Reason.DOES_NOT_PAY);
    }

    @Test
    void doesNotEvenTryWhereHandingOverTakesLongerThanComputing() {
        handOver = 20_000;
        judge = judge();
        costs(9000, 1000);
        come(8, RUNS);
        assertThat(judge.status().reason()).isEqualTo(Reason.DOES_NOT_PAY);
        assertThat(judge.status().explanation())
                .isEqualTo(
                        "a request is computed in 10.0 µs, and handing it over to be merged takes 20.0 µs");
        assertThat(gathered).isZero();
    }

    @Test
    void countsTheHandingOverOfRequestsThatAreQuick() {
        handOver = 20_000;
        judge = judge();
        costs(20_000, 10_000);
        come(8, RUNS);
        assertThat(judge.status().reason()).isEqualTo(Reason.DOES_NOT_PAY);
        assertThat(gathered).isPositive();

        costs(40_000, 5_000);
        come(8, 60_000);
        assertThat(judge.status().explanation())
                .isEqualTo("a run costs 40.0 µs + 5.0 µs a row; merging 8.0 requests saves 33 %");

        costs(200_000, 10_000);
        come(8, 60_000);
        assertThat(judge.status().explanation())
                .isEqualTo("a run costs 200.0 µs + 10.0 µs a row; merging 8.0 requests saves 83 %");
    }

    @Test
    void triesWhatDoesNotPayEverMoreSeldom() {
        costs(100, 100_000);
        come(8, RUNS);
        int before = gathered;
        come(8, 100_000);
        assertThat(gathered - before).isLessThan(3000);
    }

    @Test
    void doesNotMergeRequestsThatComeOneAtATime() {
        costs(9000, 1000);
        come(1, RUNS);
        assertThat(judge.status().reason()).isEqualTo(Reason.NO_CONCURRENCY);
        assertThat(judge.status().state()).isEqualTo(State.IDLE);
    }

    @Test
    void leavesAModelAloneThatIsHardlyUsed() {
        costs(9000, 1000);
        idle = 10_000_000;
        come(8, RUNS);
        assertThat(states).containsOnly(State.IDLE);
        assertThat(gathered).isZero();
    }

    @Test
    void beginsWhenConcurrencyBegins() {
        costs(9000, 1000);
        come(1, RUNS);
        come(8, 60_000);
        assertThat(judge.status().state()).isEqualTo(State.ON);
    }

    @Test
    void endsWhenConcurrencyEnds() {
        costs(9000, 1000);
        come(8, RUNS);
        come(1, RUNS);
        assertThat(judge.status().reason()).isEqualTo(Reason.NO_CONCURRENCY);
    }

    @Test
    void keepsAMergedRunWithinTheLatencyBound() {
        costs(400_000, 200_000);
        come(8, RUNS);
        assertThat(judge.status().state()).isEqualTo(State.ON);
        assertThat(judge.mostRows()).isEqualTo((10_000_000 - 400_000) / 200_000);
    }

    @Test
    void doesNotEvenTryWhereTwoRequestsExceedTheLatencyBound() {
        costs(6_000_000, 1000);
        come(8, RUNS);
        assertThat(judge.status().reason()).isEqualTo(Reason.LATENCY_BOUND);
        assertThat(judge.status().explanation())
                .isEqualTo("one request takes 6001.0 µs, two together may take longer than 10 ms");
        assertThat(gathered).isZero();
    }

    @Test
    void neverMergesAgainWhereRowsDependOnEachOther() {
        costs(9000, 1000);
        come(8, 100);
        judge.tried(different(), "output 'y' of a row depends on the rows beside it");
        come(8, RUNS);
        assertThat(judge.status().state()).isEqualTo(State.OFF);
        assertThat(judge.status().reason()).isEqualTo(Reason.ROWS_DEPEND_ON_EACH_OTHER);
    }

    @Test
    void trustsTheRowsAfterTwoComparisonsOfDifferentOnes() {
        assertThat(judge.mustTry(different())).isTrue();
        judge.tried(different(), "");
        assertThat(judge.mustTry(different())).isTrue();
        judge.tried(different(), "");
        assertThat(judge.mustTry(different())).isFalse();
    }

    @Test
    void comparisonsOfAlikeRowsVouchOnlyForAlikeRows() {
        judge.tried(alike(), "");
        judge.tried(alike(), "");
        assertThat(judge.mustTry(alike())).isFalse();
        assertThat(judge.mustTry(different())).isTrue();
    }

    private void costs(long runNanos, long rowNanos) {
        fixed = runNanos;
        perRow = rowNanos;
    }

    /// Lets requests come, so many at a time, and be computed as the judge wants it.
    private void come(int together, int requests) {
        for (int i = 0; i < requests; i += together) {
            int waiting = 0;
            for (int j = 0; j < together; j++) {
                if (judge.gathers() && judge.mostRows() > 1) {
                    waiting++;
                } else {
                    judge.ranAlone(1, cost(1));
                }
            }
            gathered += waiting;
            runGathered(waiting);
            now += idle;
            states.add(judge.status().state());
        }
    }

    private void runGathered(int waiting) {
        int left = waiting;
        while (left > 0) {
            int rows = (int) Math.min(left, judge.mostRows());
            if (rows > 1 && judge.mustTry(different())) {
                judge.tried(different(), "");
            }
            judge.ranGathered(rows, rows, cost(rows));
            left -= rows;
        }
    }

    private long cost(int rows) {
        long nanos = fixed + perRow * rows;
        now += nanos;
        return nanos;
    }

    private AdaptiveJudge judge() {
        return new AdaptiveJudge(
                new BatchRules(
                        BatchingMode.ADAPTIVE,
                        64,
                        Duration.ofMillis(10),
                        List.of(),
                        QueueSettings.DEFAULT,
                        100),
                handOver,
                () -> now,
                BatchListener.NONE);
    }

    private List<Waiting> alike() {
        return List.of(waiting(1), waiting(1));
    }

    private List<Waiting> different() {
        return List.of(waiting(1), waiting(2));
    }

    private Waiting waiting(float value) {
        InferRequest request =
                InferRequest.of(
                        List.of(
                                Tensor.ofFloats(
                                        "x", Shape.of(1, 1), new float[] {value}, allocator)));
        CallContext call = new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
        Waiting waiting = new Waiting(request, 1, call, new Nobody(), 0, 1, 0, 0);
        members.add(waiting);
        return waiting;
    }

    private record Nobody() implements InferCallback {
        @Override
        public void answered(InferResponse response) {
            response.close();
        }

        @Override
        public void failed(InferenceException failure) {}
    }
}
