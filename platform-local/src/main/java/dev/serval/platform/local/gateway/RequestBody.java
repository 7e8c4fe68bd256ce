package dev.serval.platform.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a call on its way to a replica. Its first bytes are kept, so that a call that was
/// lost can be made again; once there were more, it cannot.
final class RequestBody {
    /// How much is kept.
    static final int KEPT_BYTES = 64 * 1024;

    private final HttpServerRequest request;
    private final List<Buffer> kept = new ArrayList<>(2);
    private int keptBytes;
    private boolean isComplete;
    private boolean isPaused;
    private boolean isDropped;
    private @Nullable Exchange exchange;

    RequestBody(HttpServerRequest request) {
        this.request = request;
    }

    /// Begins to read. What comes before there is an exchange is kept.
    void begin() {
        request.handler(this::received);
        request.endHandler(_ -> completed());
    }

    private void received(Buffer data) {
        if (isDropped) {
            return;
        }
        keep(data);
        var current = exchange;
        if (current == null) {
            pauseIf(keptBytes > KEPT_BYTES);
            return;
        }
        current.send(data);
        pauseIf(current.isFull());
    }

    private void keep(Buffer data) {
        keptBytes = (int) Math.min(Integer.MAX_VALUE, (long) keptBytes + data.length());
        if (exchange == null || isReplayable()) {
            kept.add(data);
            return;
        }
        kept.clear();
    }

    private void completed() {
        isComplete = true;
        if (exchange != null) {
            exchange.end();
        }
    }

    private void pauseIf(boolean isTooMuch) {
        if (isTooMuch && !isPaused && !isComplete) {
            isPaused = true;
            request.pause();
        }
    }

    /// Whether all that came is still here.
    boolean isReplayable() {
        return keptBytes <= KEPT_BYTES;
    }

    /// Sends what came and will come to `next`.
    void flowTo(Exchange next) {
        exchange = next;
        for (var data : kept) {
            next.send(data);
        }
        if (!isReplayable()) {
            kept.clear();
        }
        if (isComplete) {
            next.end();
            return;
        }
        if (!next.isFull()) {
            resume();
        }
    }

    /// Keeps what comes for another exchange.
    void detach() {
        exchange = null;
    }

    void resume() {
        if (isPaused) {
            isPaused = false;
            request.resume();
        }
    }

    /// Lets the rest go nowhere.
    void drop() {
        isDropped = true;
        exchange = null;
        kept.clear();
        resume();
    }
}
