package dev.serval.server.counting;

import java.util.concurrent.atomic.AtomicInteger;

/// Which stripe a thread adds to. The first threads to count anything, which are the event loops
/// and the pool's, have one each; those that come later, and virtual ones, share one.
final class CountingThread {
    /// The stripe of threads that have none of their own.
    static final int SHARED = 0;

    private static final int MOST_OWN = 64;
    private static final AtomicInteger GIVEN = new AtomicInteger();
    private static final ThreadLocal<CountingThread> OF_THREAD =
            ThreadLocal.withInitial(CountingThread::new);

    private final int index;

    private CountingThread() {
        int next = GIVEN.get() < MOST_OWN ? GIVEN.incrementAndGet() : MOST_OWN + 1;
        this.index = next <= MOST_OWN ? next : SHARED;
    }

    /// The current thread's.
    static int index() {
        return Thread.currentThread().isVirtual() ? SHARED : OF_THREAD.get().index;
    }
}
