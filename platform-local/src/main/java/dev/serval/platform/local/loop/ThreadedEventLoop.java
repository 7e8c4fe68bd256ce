package dev.serval.platform.local.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// An event loop on a thread of its own. An event that fails is logged, and the next is run.
public final class ThreadedEventLoop implements EventLoop, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ThreadedEventLoop.class);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;

    /// @param name what the thread is called
    public ThreadedEventLoop(String name, Clock clock) {
        this.clock = clock;
        this.executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name(name).daemon().factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(Runnable event) {
        if (!executor.isShutdown()) {
            executor.execute(guarded(event));
        }
    }

    @Override
    public Timer after(Duration delay, Runnable event) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        Future<?> future = executor.schedule(guarded(event), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /// Runs what is waiting, and nothing that would come later.
    @Override
    public void close() {
        executor.close();
    }

    private static Runnable guarded(Runnable event) {
        return () -> {
            try {
                event.run();
            } catch (RuntimeException failure) {
                LOG.error("an event of the platform failed", failure);
            }
        };
    }
}
