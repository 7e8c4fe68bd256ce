package dev.serval.storage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Closes connections over which next to nothing comes any more, for a read alone may wait for
/// ever.
final class StallGuard implements AutoCloseable {
    private static final long LEAST_BYTES = 1024;
    private static final int CHECKS_PER_WINDOW = 4;

    private final Duration window;
    private final Set<Guarded> active = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock;
    private volatile boolean isStopped;

    StallGuard(Duration window) {
        this.window = window;
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("storage-stall-guard").factory());
        long every = Math.max(1, window.toMillis() / CHECKS_PER_WINDOW);
        var unused = clock.scheduleAtFixedRate(this::check, every, every, TimeUnit.MILLISECONDS);
    }

    /// The stream, watched until it is closed.
    Guarded watch(InputStream stream) {
        Guarded guarded = new Guarded(stream);
        active.add(guarded);
        if (isStopped) {
            guarded.cut();
        }
        return guarded;
    }

    /// Ends every read that is under way, and every one that begins from now on.
    void stopAll() {
        isStopped = true;
        active.forEach(Guarded::cut);
    }

    private void check() {
        active.stream().filter(Guarded::isStalled).forEach(Guarded::cut);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        stopAll();
    }

    /// One connection.
    final class Guarded implements AutoCloseable {
        private final InputStream stream;
        private final AtomicLong bytes = new AtomicLong();
        private long windowStart = System.nanoTime();
        private long windowBytes;
        private volatile boolean isCut;

        Guarded(InputStream stream) {
            this.stream = stream;
        }

        int read(byte[] buffer, int length) throws IOException {
            try {
                int read = stream.read(buffer, 0, length);
                if (!isCut) {
                    bytes.addAndGet(Math.max(read, 0));
                    return read;
                }
            } catch (IOException broken) {
                if (!isCut) {
                    throw broken;
                }
            }
            throw new IOException(
                    "the connection stalled: less than %d bytes came in %s"
                            .formatted(
                                    LEAST_BYTES,
                                    window.toString()
                                            .substring(2)
                                            .toLowerCase(java.util.Locale.ROOT)));
        }

        /// Asked by the clock's one thread only.
        private boolean isStalled() {
            long now = System.nanoTime();
            long come = bytes.get() - windowBytes;
            if (come >= LEAST_BYTES) {
                windowStart = now;
                windowBytes += come;
                return false;
            }
            return now - windowStart > window.toNanos();
        }

        private void cut() {
            isCut = true;
            closeQuietly();
        }

        private void closeQuietly() {
            try {
                stream.close();
            } catch (IOException gone) {
                // The connection is given up either way.
            }
        }

        @Override
        public void close() {
            active.remove(this);
            closeQuietly();
        }
    }
}
