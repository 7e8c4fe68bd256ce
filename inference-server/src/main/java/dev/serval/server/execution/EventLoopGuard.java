package dev.serval.server.execution;

import dev.serval.inference.failure.Cancelled;
import dev.serval.inference.request.CallContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Watches what is computed on event loops, where nothing may take long, and calls off what does. A
/// thread of its own looks now and then, as long as anything is computed there.
@Singleton
public class EventLoopGuard {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration MOST_CPU = Duration.ofMillis(10);
    private static final int LOOKS_BEFORE_SLEEP = 50;

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Lane> lane = ThreadLocal.withInitial(this::open);
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Thread watcher;
    private volatile boolean asleep;
    private volatile boolean ended;

    EventLoopGuard() {}

    /// What one event loop computes.
    private static final class Lane {
        private final long threadId = Thread.currentThread().threadId();
        private volatile @Nullable CallContext current;
        private @Nullable CallContext seen;
        private long cpuNanosWhenSeen;
    }

    /// Does the work on this thread, and calls `attempt` off if it takes more than some 20 ms of
    /// processor time. A thread that has to wait for a processor is not to blame.
    ///
    /// @param attempt a context that no other work had
    public void watch(CallContext attempt, Runnable work) {
        Lane own = lane.get();
        own.current = attempt;
        if (asleep) {
            LockSupport.unpark(watcher);
        }
        try {
            work.run();
        } finally {
            own.current = null;
        }
    }

    private Lane open() {
        Lane opened = new Lane();
        lanes.add(opened);
        starting.lock();
        try {
            if (watcher == null) {
                watcher =
                        Thread.ofPlatform()
                                .name("serval-event-loop-guard")
                                .daemon(true)
                                .start(this::look);
            }
        } finally {
            starting.unlock();
        }
        return opened;
    }

    private void look() {
        int idleLooks = 0;
        while (!ended) {
            idleLooks = isAnyBusy() ? 0 : idleLooks + 1;
            if (idleLooks < LOOKS_BEFORE_SLEEP) {
                LockSupport.parkNanos(this, PAUSE.toNanos());
                continue;
            }
            asleep = true;
            if (!isAnyBusy()) {
                LockSupport.park(this);
            }
            asleep = false;
            idleLooks = 0;
        }
    }

    /// Whether something is computed at this moment.
    private boolean isAnyBusy() {
        boolean busy = false;
        for (Lane watched : lanes) {
            CallContext current = watched.current;
            if (current != null) {
                busy = true;
                look(watched, current);
            }
        }
        return busy;
    }

    private static void look(Lane watched, CallContext current) {
        long cpuNanos = CpuTime.of(watched.threadId);
        if (current != watched.seen) {
            watched.seen = current;
            watched.cpuNanosWhenSeen = cpuNanos;
        } else if (cpuNanos - watched.cpuNanosWhenSeen > MOST_CPU.toNanos()) {
            current.callOff(new Cancelled("the computation held up an event loop"));
        }
    }

    /// Processor time of threads, where the platform tells; else the time of day.
    private static final class CpuTime {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static long of(long threadId) {
            long nanos =
                    THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(threadId) : -1;
            return nanos >= 0 ? nanos : System.nanoTime();
        }
    }

    @PreDestroy
    void end() {
        ended = true;
        LockSupport.unpark(watcher);
    }
}
