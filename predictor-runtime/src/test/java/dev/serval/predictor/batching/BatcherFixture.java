package dev.serval.predictor.batching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.batching.SumModel.Behaviour;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.server.catalog.BatchingStatus;
import dev.serval.server.catalog.BatchingStatus.State;
import dev.serval.server.statistics.ModelStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// A model, threads that a test moves on itself, and an allocator that must get all back.
abstract class BatcherFixture {
    final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    final ManualThreads threads = new ManualThreads();

    /// How many rows the runs had that the listener was told of.
    final List<Long> told = new ArrayList<>();

    SumModel model = new SumModel(Behaviour.PLAIN);

    @AfterEach
    void leavesNothingOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    Caller caller() {
        return new Caller(allocator);
    }

    Batcher always(int maxRows) {
        return patient(maxRows, Duration.ZERO);
    }

    Batcher patient(int maxRows, Duration latency) {
        return batcher(rules(BatchingMode.ALWAYS, maxRows, latency));
    }

    /// Requests are gathered from now on; nothing has been run, as far as the model remembers.
    Batcher adaptiveAfterTheFirstWatch() {
        Batcher batcher = batcher(rules(BatchingMode.ADAPTIVE, 8, Duration.ofSeconds(10)));
        for (int i = 0; i < 100 && batcher.status().state() != State.TRYING; i++) {
            caller().asks(batcher, 1, 1);
        }
        threads.runAll();
        model.runs.clear();
        return batcher;
    }

    private static BatchRules rules(BatchingMode mode, int maxRows, Duration latency) {
        return new BatchRules(mode, maxRows, latency, List.of(), QueueSettings.DEFAULT, 100);
    }

    Batcher batcher(BatchRules rules) {
        return new Batcher(model, new ModelStatistics(), rules, threads, new Told());
    }

    private final class Told implements BatchListener {
        @Override
        public void ran(long rows) {
            told.add(rows);
        }

        @Override
        public void judged(BatchingStatus status) {}
    }
}
