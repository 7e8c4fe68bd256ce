package dev.serval.server.body;

import dev.serval.inference.failure.TooLarge;

/// The largest body, or gRPC message, that is taken, in bytes.
public record BodyLimit(long bytes) {
    /// Goes on only if that many bytes may be taken.
    ///
    /// @throws TooLarge naming both numbers
    public void require(long found) {
        if (found > bytes) {
            throw new TooLarge(
                    "the request has %d bytes or more, expected at most %d (serval.http.max-body)"
                            .formatted(found, bytes));
        }
    }
}
