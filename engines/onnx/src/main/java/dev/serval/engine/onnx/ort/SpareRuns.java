package dev.serval.engine.onnx.ort;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Closed runs of one session that wait to be used again, as many as threads are likely to run at
/// once. Threads share it and never wait for each other.
final class SpareRuns implements AutoCloseable {
    private final AtomicReferenceArray<@Nullable OrtRun> places =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors() + 1);
    private volatile boolean closed;

    /// One of them; `null` if there is none.
    @Nullable OrtRun take() {
        for (int i = 0; i < places.length(); i++) {
            OrtRun spare = places.getPlain(i) == null ? null : places.getAndSet(i, null);
            if (spare != null) {
                return spare;
            }
        }
        return null;
    }

    /// Whether there was a place for it.
    boolean keeps(OrtRun run) {
        for (int i = 0; i < places.length() && !closed; i++) {
            if (places.getPlain(i) == null && places.compareAndSet(i, null, run)) {
                return !closed || places.getAndSet(i, null) != run;
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        for (OrtRun spare = take(); spare != null; spare = take()) {
            spare.release();
        }
    }
}
