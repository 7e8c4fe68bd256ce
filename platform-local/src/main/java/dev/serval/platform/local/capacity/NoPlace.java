package dev.serval.platform.local.capacity;

import java.time.Duration;

/// Why a call gets no place.
public sealed interface NoPlace {
    /// As many calls wait as may.
    record QueueFull(int limit) implements NoPlace {}

    /// No replica was free in time.
    record TimedOut(Duration waited) implements NoPlace {}

    /// No replica could be started.
    ///
    /// @param reason why, in a sentence for the caller
    record NotStarting(String reason) implements NoPlace {}

    /// The revision is no longer served.
    record Retired() implements NoPlace {}
}
