package dev.serval.storage.transfer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How far a model has come. Threads share it.
public final class TransferProgress {
    /// What is done at one moment.
    ///
    /// @param here bytes that are on this machine
    /// @param total bytes in all; 0 if nobody knows
    /// @param fetched bytes that came over the network since the start
    public record Snapshot(long here, long total, long fetched, Duration elapsed) {
        /// Bytes a second over the network, since the start.
        public double rate() {
            double seconds = elapsed.toNanos() / 1e9;
            return seconds <= 0 ? 0 : fetched / seconds;
        }

        /// How long the rest takes at this rate; zero if nobody can say.
        public Duration left() {
            double rate = rate();
            return rate <= 0 || total <= here
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.round((total - here) / rate));
        }
    }

    private final LongSupplier nanoTime;
    private final AtomicLong here = new AtomicLong();
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private volatile long total;
    private volatile long started;

    /// @param nanoTime as [System#nanoTime]
    public TransferProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    public Snapshot snapshot() {
        return new Snapshot(
                here.get(), total, fetched.get(), Duration.ofNanos(nanoTime.getAsLong() - started));
    }

    /// Requests that failed and were sent again.
    public long retries() {
        return retries.get();
    }

    void begin(long bytes) {
        started = nanoTime.getAsLong();
        here.set(0);
        total = bytes;
    }

    void resumed(long bytes) {
        here.addAndGet(bytes);
    }

    void fetched(int bytes) {
        here.addAndGet(bytes);
        fetched.addAndGet(bytes);
    }

    void lost(long bytes) {
        here.addAndGet(-bytes);
    }

    void retried() {
        retries.incrementAndGet();
    }
}
