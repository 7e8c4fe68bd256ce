package dev.serval.storage.fetch;

import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.nio.file.Path;
import java.util.Optional;

/// How models are fetched.
///
/// @param cache the directory that the machine's processes share; empty for none
/// @param cacheBytes how much it may hold
/// @param sha256 what the model must add up to; empty if nobody said
public record FetchSettings(
        TransferSettings transfer,
        Optional<Path> cache,
        long cacheBytes,
        Optional<RequestedDigest> sha256) {
    /// What holds when nobody says otherwise.
    public static final FetchSettings DEFAULT =
            new FetchSettings(
                    TransferSettings.DEFAULT, Optional.empty(), Long.MAX_VALUE, Optional.empty());

    public FetchSettings withTransfer(TransferSettings other) {
        return new FetchSettings(other, cache, cacheBytes, sha256);
    }

    public FetchSettings withCache(Path directory, long bytes) {
        return new FetchSettings(transfer, Optional.of(directory), bytes, sha256);
    }

    public FetchSettings withSha256(RequestedDigest digest) {
        return new FetchSettings(transfer, cache, cacheBytes, Optional.of(digest));
    }
}
