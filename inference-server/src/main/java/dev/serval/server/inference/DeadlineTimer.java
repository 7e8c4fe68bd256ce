package dev.serval.server.inference;

import dev.serval.inference.request.Deadline;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/// Rings once when a deadline passes, unless it is cancelled before.
final class DeadlineTimer {
    private static final long NOT_STARTED = -1;
    private static final long CANCELLED = -2;

    private final Vertx vertx;
    private final AtomicLong timer = new AtomicLong(NOT_STARTED);

    DeadlineTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(Deadline deadline, Runnable action) {
        long delay = Math.max(1, deadline.remaining().toMillis());
        long id = vertx.setTimer(delay, _ -> action.run());
        if (!timer.compareAndSet(NOT_STARTED, id)) {
            vertx.cancelTimer(id);
        }
    }

    void cancel() {
        long id = timer.getAndSet(CANCELLED);
        if (id >= 0) {
            vertx.cancelTimer(id);
        }
    }
}
