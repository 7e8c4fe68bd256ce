package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.batching.SumModel.Behaviour;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.server.statistics.ModelStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many callers on real threads: rows of several widths, poison among them, callers who leave. Each
/// gets the answer to its own rows, whatever happened to its neighbours.
@Timeout(180)
class ConcurrentBatchingTest {
    private static final int CALLERS = 8;
    private static final int REQUESTS = 150;

    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(3);

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchingMode.class,
            names = {"ADAPTIVE", "ALWAYS"})
    void answersEveryCallerByItsOwnRows(BatchingMode mode) throws Exception {
        SumModel model = new SumModel(Behaviour.PLAIN);
        Batcher batcher = batcher(model, mode);
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int seed = i;
                running.add(callers.submit(() -> call(batcher, new Random(seed))));
            }
            for (Future<?> each : running) {
                each.get(170, TimeUnit.SECONDS);
            }
        }
        await().until(() -> allocator.bytesOnLoan() == 0);
        assertThat(batcher.waiting()).isZero();
        if (mode == BatchingMode.ALWAYS) {
            assertThat(model.runs).anyMatch(rows -> rows > 4);
        }
    }

    private void call(Batcher batcher, Random random) {
        List<Asked> pending = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            Asked asked = Asked.of(random, allocator);
            pending.add(asked);
            asked.caller.asks(batcher, asked.width, asked.values);
            if (random.nextInt(20) == 0) {
                asked.caller.leaves();
            }
            if (pending.size() == 16) {
                pending.forEach(Asked::check);
                pending.clear();
            }
        }
        pending.forEach(Asked::check);
    }

    /// One to four rows of one or two numbers; now and then there is poison in one.
    private record Asked(Caller caller, int width, float... values) {
        static Asked of(Random random, PooledTensorAllocator allocator) {
            int width = 1 + random.nextInt(2);
            float[] values = new float[width * (1 + random.nextInt(4))];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(1000);
            }
            if (random.nextInt(10) == 0) {
                values[random.nextInt(values.length)] = Float.NaN;
            }
            return new Asked(new Caller(allocator), width, values);
        }

        void check() {
            await().pollInterval(Duration.ofMillis(1)).until(caller::isTold);
            float[] sums = new float[values.length / width];
            for (int i = 0; i < values.length; i++) {
                sums[i / width] += values[i];
            }
            boolean poisoned = Arrays.toString(sums).contains("NaN");
            if (caller.call().calledOff() != null && caller.hasFailed()) {
                assertThat(caller.failure()).isInstanceOfAny(Cancelled.class, InvalidInput.class);
            } else if (poisoned) {
                assertThat(caller.failure()).isInstanceOf(InvalidInput.class);
            } else {
                assertThat(caller.sums()).containsExactly(sums);
            }
        }
    }

    private Batcher batcher(SumModel model, BatchingMode mode) {
        return new Batcher(
                model,
                new ModelStatistics(),
                new BatchRules(
                        mode, 32, Duration.ofMillis(2), List.of(), QueueSettings.DEFAULT, 10_000),
                new PoolThreads(pool),
                BatchListener.NONE);
    }

    private record PoolThreads(ScheduledThreadPoolExecutor pool) implements BatchThreads {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean mayCompute() {
            return true;
        }

        @Override
        public boolean othersWait() {
            return true;
        }

        @Override
        public boolean runLast(Runnable work) {
            pool.execute(work);
            return true;
        }

        @Override
        public void later(long nanos, Runnable work) {
            pool.schedule(work, nanos, TimeUnit.NANOSECONDS);
        }
    }
}
