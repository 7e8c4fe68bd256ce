package dev.serval.platform.local.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/// An event loop on the thread of a test: an event is run at once, and those that it brings about
/// after it. Time goes by when the test says so.
public final class ManualLoop implements EventLoop {
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparing(Later::at).thenComparingLong(Later::number));
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Instant now;
    private long numbers;
    private boolean isRunning;

    /// @param now the time at which it begins
    public ManualLoop(Instant now) {
        this.now = now;
    }

    private record Later(Instant at, long number, Runnable event) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable event) {
        waiting.addLast(event);
        run();
    }

    @Override
    public Timer after(Duration delay, Runnable event) {
        Later entry = new Later(now.plus(delay), numbers++, event);
        later.add(entry);
        return () -> later.remove(entry);
    }

    /// Nanoseconds since some time, by the same clock.
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    private void run() {
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            while (!waiting.isEmpty()) {
                waiting.removeFirst().run();
            }
        } finally {
            isRunning = false;
        }
    }

    /// Lets time go by, and runs what comes up meanwhile at its time.
    public void pass(Duration time) {
        Instant end = now.plus(time);
        for (Later next = later.peek();
                next != null && !next.at().isAfter(end);
                next = later.peek()) {
            later.remove(next);
            now = next.at();
            execute(next.event());
        }
        now = end;
    }
}
