package dev.serval.storage.transfer;

import dev.serval.storage.retry.RetryPolicy;
import java.time.Duration;

/// How files are moved.
///
/// @param parallel how many requests at a time
/// @param segmentBytes how much one request asks for; what a killed download loses at most of each
/// @param stall how long next to nothing may come before the connection is given up
public record TransferSettings(
        int parallel, long segmentBytes, Duration stall, RetryPolicy retry, TransferLimits limits) {
    public static final TransferSettings DEFAULT =
            new TransferSettings(
                    8,
                    16 << 20,
                    Duration.ofSeconds(30),
                    RetryPolicy.DEFAULT,
                    TransferLimits.DEFAULT);

    public TransferSettings {
        if (parallel < 1 || parallel > 256) {
            throw new IllegalArgumentException(
                    "parallel is %d, expected 1 to 256".formatted(parallel));
        }
        if (segmentBytes < 1) {
            throw new IllegalArgumentException(
                    "segmentBytes is %d, expected at least 1".formatted(segmentBytes));
        }
    }

    public TransferSettings withLimits(TransferLimits other) {
        return new TransferSettings(parallel, segmentBytes, stall, retry, other);
    }

    public TransferSettings withParallel(int other) {
        return new TransferSettings(other, segmentBytes, stall, retry, limits);
    }
}
