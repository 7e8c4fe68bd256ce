package dev.serval.storage.retry;

import java.time.Duration;

/// How often something is tried that failed in a way that may pass, and how long to wait between.
///
/// @param attempts how many times in a row without any progress, at least 1
/// @param first the longest wait before the second attempt; it doubles with each that follows
/// @param longest the longest wait of all, also where a server asks for more
public record RetryPolicy(int attempts, Duration first, Duration longest) {
    /// About half a minute in all.
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(15));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "attempts is %d, expected at least 1".formatted(attempts));
        }
    }
}
