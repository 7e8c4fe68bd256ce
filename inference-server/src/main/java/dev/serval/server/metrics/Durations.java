package dev.serval.server.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Timers as Prometheus histograms with buckets from 50 µs to a minute.
final class Durations {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
    };

    private Durations() {}

    static Timer.Builder histogram(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }
}
