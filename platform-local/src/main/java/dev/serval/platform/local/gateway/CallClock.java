package dev.serval.platform.local.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/// The time of one call: how long it may take, and how long it took so far.
final class CallClock {
    private final long begun = System.nanoTime();
    private final Duration limit;
    private final boolean isSetByCaller;
    private long waits;
    private boolean hasWaited;

    private CallClock(Duration limit, boolean isSetByCaller) {
        this.limit = limit;
        this.isSetByCaller = isSetByCaller;
    }

    /// @param most the longest that the service lets a call take; a gRPC caller may ask for less
    static CallClock start(HttpServerRequest request, Duration most) {
        boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        var header = isHttp2 ? request.getHeader(GrpcDeadline.HEADER) : null;
        if (header == null) {
            return new CallClock(most, false);
        }
        var asked = GrpcDeadline.parse(header);
        boolean isLess = asked.isPresent() && asked.get().compareTo(most) < 0;
        return isLess ? new CallClock(asked.get(), true) : new CallClock(most, false);
    }

    Duration limit() {
        return limit;
    }

    long elapsed() {
        return System.nanoTime() - begun;
    }

    Duration left() {
        var left = limit.minusNanos(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isUpBy(long now) {
        return now - begun >= limit.toNanos();
    }

    /// The call waits for a place from now on.
    void waits() {
        waits = System.nanoTime();
        hasWaited = true;
    }

    /// How long it waited the last time, up to now.
    long waited() {
        return System.nanoTime() - waits;
    }

    /// The head with what is left of the caller's time, where waiting has used some of it up.
    CallHead stamp(CallHead head) {
        return hasWaited && isSetByCaller ? head.withDeadline(left()) : head;
    }
}
