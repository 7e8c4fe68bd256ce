package dev.serval.platform.local.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// What was measured lately, each value with the stretch of time that it holds for.
final class LoadWindow {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration length;
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    /// @param length how far back it reaches
    LoadWindow(Duration length) {
        this.length = length;
    }

    /// One value, and when it was measured.
    private record Stretch(Instant end, double seconds, double value) {
        double secondsSince(Instant start) {
            return Math.min(seconds, between(start, end));
        }
    }

    /// Adds what was measured over the `seconds` before `end`, and forgets what is too long ago.
    void add(Instant end, double seconds, double value) {
        if (seconds > 0) {
            stretches.addLast(new Stretch(end, seconds, value));
        }
        Instant start = end.minus(length);
        while (!stretches.isEmpty() && !stretches.getFirst().end().isAfter(start)) {
            stretches.removeFirst();
        }
    }

    /// The average over the `window` before `now`, by time; 0 where nothing was measured.
    double average(Instant now, Duration window) {
        Instant start = now.minus(window);
        double sum = 0;
        double covered = 0;
        for (Stretch stretch : stretches) {
            double seconds = stretch.secondsSince(start);
            if (seconds > 0) {
                sum += stretch.value() * seconds;
                covered += seconds;
            }
        }
        return covered == 0 ? 0 : sum / covered;
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS_PER_SECOND;
    }
}
