package dev.serval.platform.local.replica;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a program that keeps ending waits before it is started again.
final class BackOff {
    private final ReplicaSettings settings;
    private Duration next = Duration.ZERO;
    private @Nullable Instant ready;

    BackOff(ReplicaSettings settings) {
        this.settings = settings;
    }

    void ready(Instant now) {
        ready = now;
    }

    /// The wait before the next start of a program that ended just now.
    Duration ended(Instant now) {
        if (ready != null && !ready.plus(settings.healthyAfter()).isAfter(now)) {
            next = Duration.ZERO;
        }
        ready = null;
        Duration wait = next;
        Duration doubled = wait.isZero() ? settings.firstBackOff() : wait.multipliedBy(2);
        Duration longest = settings.longestBackOff();
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return wait;
    }
}
