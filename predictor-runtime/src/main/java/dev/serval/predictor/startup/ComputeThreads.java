package dev.serval.predictor.startup;

import dev.serval.predictor.batching.BatchThreads;
import dev.serval.server.execution.InferenceExecutor;
import io.vertx.core.Context;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Has batches run where calls are computed, and a thread of its own that tells when one is due.
@ApplicationScoped
class ComputeThreads implements BatchThreads {
    private final InferenceExecutor executor;
    private final ScheduledThreadPoolExecutor timer;

    ComputeThreads(InferenceExecutor executor) {
        this.executor = executor;
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("serval-batch-timer").daemon(true).factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean mayCompute() {
        return !Context.isOnEventLoopThread();
    }

    @Override
    public boolean othersWait() {
        return executor.waiting() > 0;
    }

    @Override
    public boolean runLast(Runnable work) {
        return executor.executeLast(work);
    }

    @Override
    public void later(long nanos, Runnable work) {
        timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }

    @PreDestroy
    void shutdown() {
        timer.shutdownNow();
    }
}
