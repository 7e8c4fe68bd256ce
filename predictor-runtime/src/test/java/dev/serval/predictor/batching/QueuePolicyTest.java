package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.batching.SumModel.Behaviour;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueuePolicy;
import dev.serval.predictor.configuration.QueuePolicy.TimeoutAction;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.server.statistics.ModelStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Priorities, timeouts and limits, told by the order in which single requests are run.
class QueuePolicyTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private final ManualThreads threads = new ManualThreads();
    private final List<Integer> order = new ArrayList<>();

    @AfterEach
    void leavesNothingOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void runsTheHighestPriorityFirst() {
        Batcher batcher = batcher(new QueueSettings(3, 2, QueuePolicy.DEFAULT, Map.of()));
        ask(batcher, 1, "priority", 3);
        ask(batcher, 2, "other", 0);
        ask(batcher, 3, "priority", 1);
        ask(batcher, 4, "priority", 99);
        threads.runAll();
        assertThat(order).containsExactly(3, 2, 4, 1);
    }

    @Test
    void rejectsWhatWaitsLongerThanItsTimeout() {
        Batcher batcher = batcher(timeout(TimeoutAction.REJECT, false));
        Caller late = ask(batcher, 1, "other", 0);
        threads.advanceMillis(11);
        ask(batcher, 2, "other", 0);
        threads.runAll();
        assertThat(late.failure())
                .isInstanceOf(DeadlineExceeded.class)
                .hasMessage(
                        "the request waited in the model's queue for longer than its timeout of"
                                + " PT0.01S");
        assertThat(order).containsExactly(2);
    }

    @Test
    void delaysWhatWaitsLongerThanItsTimeoutBehindTheOthers() {
        Batcher batcher = batcher(timeout(TimeoutAction.DELAY, false));
        ask(batcher, 1, "other", 0);
        threads.advanceMillis(11);
        ask(batcher, 2, "other", 0);
        ask(batcher, 3, "other", 0);
        threads.runAll();
        assertThat(order).containsExactly(2, 3, 1);
    }

    @Test
    void aRequestMayShortenItsTimeoutWhereThatIsAllowed() {
        Batcher batcher = batcher(timeout(TimeoutAction.REJECT, true));
        Caller hurried = ask(batcher, 1, "timeout", 2000);
        Caller patient = ask(batcher, 2, "timeout", 2_000_000);
        threads.advanceMillis(3);
        threads.runAll();
        assertThat(hurried.failure()).isInstanceOf(DeadlineExceeded.class);
        assertThat(patient.sums()).hasSize(1);
    }

    @Test
    void aRequestMayNotShortenItsTimeoutOtherwise() {
        Batcher batcher = batcher(timeout(TimeoutAction.REJECT, false));
        Caller hurried = ask(batcher, 1, "timeout", 2000);
        threads.advanceMillis(3);
        threads.runAll();
        assertThat(hurried.sums()).hasSize(1);
    }

    @Test
    void limitsHowManyOfAPriorityWait() {
        QueuePolicy one = new QueuePolicy(1, Duration.ZERO, TimeoutAction.REJECT, false);
        Batcher batcher = batcher(new QueueSettings(2, 1, QueuePolicy.DEFAULT, Map.of(2, one)));
        ask(batcher, 1, "priority", 2);
        Caller refused = ask(batcher, 2, "priority", 2);
        ask(batcher, 3, "priority", 1);
        assertThat(refused.failure()).isInstanceOf(Overloaded.class);
        threads.runAll();
        assertThat(order).containsExactly(3, 1);
    }

    private static QueueSettings timeout(TimeoutAction action, boolean mayShorten) {
        return new QueueSettings(
                0, 1, new QueuePolicy(0, Duration.ofMillis(10), action, mayShorten), Map.of());
    }

    /// Rows of different widths, so that each is a run of its own.
    private Caller ask(Batcher batcher, int width, String parameter, long value) {
        return new Caller(allocator, Duration.ofMinutes(1), () -> order.add(width))
                .saying(parameter, value)
                .asks(batcher, width, new float[width]);
    }

    private Batcher batcher(QueueSettings queue) {
        return new Batcher(
                new SumModel(Behaviour.PLAIN),
                new ModelStatistics(),
                new BatchRules(BatchingMode.ALWAYS, 8, Duration.ZERO, List.of(), queue, 100),
                threads,
                BatchListener.NONE);
    }
}
