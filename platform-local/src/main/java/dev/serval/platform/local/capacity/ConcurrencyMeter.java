package dev.serval.platform.local.capacity;

/// Counts the calls that are present over time, so that their average weighs each count by how long
/// it held. Guarded by the lock of its revision's capacity.
final class ConcurrencyMeter {
    private static final double NANOS = 1e9;

    private int present;
    private long arrived;
    private long since;
    private long last;
    private double presentNanos;

    ConcurrencyMeter(long now) {
        since = now;
        last = now;
    }

    void arrived() {
        arrived++;
    }

    void entered(long now) {
        advance(now);
        present++;
    }

    void left(long now) {
        advance(now);
        present--;
    }

    private void advance(long now) {
        presentNanos += (double) (now - last) * present;
        last = now;
    }

    /// What was counted since the last time.
    DemandSample take(long now, int working, int waiting) {
        advance(now);
        long nanos = now - since;
        double average = nanos > 0 ? presentNanos / nanos : present;
        var sample = new DemandSample(nanos / NANOS, average, arrived, working, waiting);
        since = now;
        presentNanos = 0;
        arrived = 0;
        return sample;
    }
}
