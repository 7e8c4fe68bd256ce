package dev.serval.predictor.fake;

import dev.serval.predictor.batching.BatchListeners;
import dev.serval.predictor.batching.BatchRules;
import dev.serval.predictor.batching.BatchThreads;
import dev.serval.predictor.batching.Batching;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.configuration.QueueSettings;
import java.time.Duration;
import java.util.List;

/// Batching for tests of other things: what is gathered is run at once on the caller's thread.
public final class DirectBatching implements BatchThreads {
    private DirectBatching() {}

    /// Batching in that mode, of up to 8 rows.
    public static Batching in(BatchingMode mode) {
        BatchRules rules =
                new BatchRules(mode, 8, Duration.ZERO, List.of(), QueueSettings.DEFAULT, 100);
        return new Batching(rules, new DirectBatching(), BatchListeners.NONE);
    }

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
        return false;
    }

    @Override
    public boolean runLast(Runnable work) {
        return false;
    }

    @Override
    public void later(long nanos, Runnable work) {
        throw new UnsupportedOperationException("nothing waits here");
    }
}
