package dev.serval.platform.local.replica;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a replica came how far on its way to the first answer.
final class StartTimes {
    private final Instant begun;
    private @Nullable Instant spawned;
    private @Nullable Instant listening;
    private @Nullable Instant ready;
    private @Nullable Duration firstAnswer;

    StartTimes(Instant begun) {
        this.begun = begun;
    }

    void spawned(Instant now) {
        spawned = now;
    }

    void listening(Instant now) {
        listening = now;
    }

    boolean isListening() {
        return listening != null;
    }

    void ready(Instant now) {
        ready = now;
    }

    void firstAnswer(Duration taken) {
        firstAnswer = taken;
    }

    /// `ready in 812 ms: spawn 6 ms, start 430 ms, model 376 ms, first answer 4 ms`; empty before
    /// it is ready.
    @Nullable String told() {
        if (spawned == null || listening == null || ready == null) {
            return null;
        }
        String told =
                "ready in %d ms: spawn %d ms, start %d ms, model %d ms"
                        .formatted(
                                millis(begun, ready),
                                millis(begun, spawned),
                                millis(spawned, listening),
                                millis(listening, ready));
        return firstAnswer == null
                ? told
                : "%s, first answer %.1f ms".formatted(told, firstAnswer.toNanos() / 1e6);
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
