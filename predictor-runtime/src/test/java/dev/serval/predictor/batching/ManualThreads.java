package dev.serval.predictor.batching;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/// A clock and threads that do nothing until a test says so.
final class ManualThreads implements BatchThreads {
    private final ArrayDeque<Runnable> last = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long now = 1_000_000_000;
    private boolean full;
    private boolean mayCompute = true;

    private record Alarm(long at, Runnable work) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return Long.compare(at, other.at);
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean mayCompute() {
        return mayCompute;
    }

    @Override
    public boolean othersWait() {
        return true;
    }

    @Override
    public boolean runLast(Runnable work) {
        if (!full) {
            last.add(work);
        }
        return !full;
    }

    @Override
    public void later(long nanos, Runnable work) {
        alarms.add(new Alarm(now + nanos, work));
    }

    /// Is an event loop's thread from now on, as it were, or is none again.
    void mayCompute(boolean may) {
        mayCompute = may;
    }

    /// Takes no more work from now on, or does again.
    void full(boolean isFull) {
        full = isFull;
    }

    /// Does all that is to be done now.
    void runAll() {
        while (!last.isEmpty()) {
            last.removeFirst().run();
        }
    }

    /// Lets time pass, and does all that is to be done in it.
    void advanceMillis(long millis) {
        long until = now + millis * 1_000_000;
        while (!alarms.isEmpty() && alarms.peek().at() <= until) {
            Alarm next = alarms.remove();
            now = Math.max(now, next.at());
            next.work().run();
            runAll();
        }
        now = until;
    }
}
