package dev.serval.storage.fetch;

import dev.serval.storage.signature.TrustPolicy;
import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.nio.file.Path;
import java.util.Optional;

/// How models are fetched.
///
/// @param cache the directory that the machine's processes share; empty for none
/// @param cacheBytes how much it may hold
/// @param sha256 what the model must add up to; empty if nobody said
/// @param trust whose signature the model must have
public record FetchSettings(
        TransferSettings transfer,
        Optional<Path> cache,
        long cacheBytes,
        Optional<RequestedDigest> sha256,
        TrustPolicy trust) {
    /// What holds when nobody says otherwise.
    public static final FetchSettings DEFAULT =
            new FetchSettings(
                    TransferSettings.DEFAULT,
                    Optional.empty(),
                    Long.MAX_VALUE,
                    Optional.empty(),
                    TrustPolicy.OFF);

    public FetchSettings withTransfer(TransferSettings other) {
        return new FetchSettings(other, cache, cacheBytes, sha256, trust);
    }

    public FetchSettings withCache(Path directory, long bytes) {
        return new FetchSettings(transfer, Optional.of(directory), bytes, sha256, trust);
    }

    public FetchSettings withSha256(RequestedDigest digest) {
        return new FetchSettings(transfer, cache, cacheBytes, Optional.of(digest), trust);
    }

    /// The same, for what nobody requested a digest of.
    public FetchSettings withoutSha256() {
        return new FetchSettings(transfer, cache, cacheBytes, Optional.empty(), trust);
    }

    public FetchSettings withTrust(TrustPolicy policy) {
        return new FetchSettings(transfer, cache, cacheBytes, sha256, policy);
    }
}
