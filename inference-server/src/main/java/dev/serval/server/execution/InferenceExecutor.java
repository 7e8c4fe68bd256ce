package dev.serval.server.execution;

import dev.serval.inference.failure.Overloaded;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Runs inference work on a fixed number of platform threads, with a bounded queue before them.
@Singleton
public class InferenceExecutor {
    private static final Logger LOG = Logger.getLogger(InferenceExecutor.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ThreadPoolExecutor pool;
    private final int capacity;

    InferenceExecutor(ExecutionConfig config) {
        int threads = threads(config.maxThreads());
        capacity = config.queueCapacity();
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(capacity),
                        threadFactory());
    }

    /// Runs the work soon, on a thread that may block and compute.
    ///
    /// @throws Overloaded if as many wait as may
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (RejectedExecutionException full) {
            throw new Overloaded(
                    "%d requests wait already, expected at most %d"
                            .formatted(pool.getQueue().size(), capacity),
                    RETRY_AFTER);
        }
    }

    /// Runs the work after the calls that wait already.
    ///
    /// @return whether it will be run; not if as many wait as may
    public boolean executeLast(Runnable work) {
        try {
            pool.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /// Takes work back that no thread has begun.
    ///
    /// @return whether it was still waiting; it will not be run then
    public boolean withdraw(Runnable work) {
        return pool.remove(work);
    }

    /// How many calls wait for a thread.
    public int waiting() {
        return pool.getQueue().size();
    }

    /// How many calls are being computed.
    public int running() {
        return pool.getActiveCount();
    }

    /// How many calls can be computed at once.
    public int threads() {
        return pool.getMaximumPoolSize();
    }

    private static int threads(int configured) {
        return configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
    }

    private static ThreadFactory threadFactory() {
        return Thread.ofPlatform()
                .name("serval-compute-", 0)
                .daemon(true)
                .uncaughtExceptionHandler((thread, failure) ->
                        LOG.errorf(failure, "%s failed outside a call", thread.getName()))
                .factory();
    }

    @PreDestroy
    void shutdown() {
        pool.shutdown();
    }
}
