package dev.serval.predictor.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The threads on which models are loaded and closed: few, and of low priority, so that answering
/// comes first.
public final class LoaderThreads implements Executor, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LoaderThreads.class);

    private final ScheduledThreadPoolExecutor pool;

    /// @param count how many models are loaded at once
    public LoaderThreads(int count) {
        pool =
                new ScheduledThreadPoolExecutor(
                        count,
                        Thread.ofPlatform()
                                .name("serval-loader-", 0)
                                .priority(Thread.MIN_PRIORITY)
                                .daemon(true)
                                .factory());
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /// Runs work that may throw.
    ///
    /// @return done when the work is, with what it threw
    CompletableFuture<Void> submit(LoadingWork work) {
        return CompletableFuture.runAsync(work::runUnchecked, this);
    }

    /// Runs work again and again, so long after its last end; what it throws is logged.
    void repeat(Duration pause, Runnable work) {
        pool.scheduleWithFixedDelay(
                () -> runLogged(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.error("looking at the repository failed", failure);
        }
    }

    /// Ends the threads; work that has not begun is dropped.
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
