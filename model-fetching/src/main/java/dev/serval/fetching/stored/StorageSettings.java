package dev.serval.fetching.stored;

import dev.serval.storage.fetch.FetchSettings;
import dev.serval.storage.signature.TrustPolicy;
import dev.serval.storage.signature.TrustSources;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.transfer.TransferLimits;
import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a model is fetched, as the configuration says.
final class StorageSettings {
    private StorageSettings() {}

    /// @throws SettingException naming a setting that is out of bounds, or a file that cannot be
    ///   read
    static FetchSettings of(StorageConfig config) throws SettingException {
        try {
            FetchSettings settings =
                    FetchSettings.DEFAULT.withTransfer(
                            TransferSettings.DEFAULT
                                    .withParallel(config.parallel())
                                    .withLimits(
                                            new TransferLimits(
                                                    config.maxBytes().asLongValue(),
                                                    config.maxFiles())));
            settings = settings.withTrust(trust(config));
            Optional<Path> cache = config.cache();
            if (cache.isPresent()) {
                long size = config.cacheSize().map(one -> one.asLongValue()).orElse(Long.MAX_VALUE);
                settings = settings.withCache(cache.get(), size);
            }
            Optional<String> sha256 = config.sha256();
            return sha256.isEmpty()
                    ? settings
                    : settings.withSha256(RequestedDigest.parse(sha256.get()));
        } catch (IllegalArgumentException outOfBounds) {
            throw new SettingException("serval.storage: " + outOfBounds.getMessage(), outOfBounds);
        }
    }

    private static TrustPolicy trust(StorageConfig config) throws SettingException {
        return TrustPolicy.of(
                config.verify(),
                new TrustSources(
                        config.keys().orElse(List.of()),
                        config.roots().orElse(List.of()),
                        config.trustedRoot(),
                        config.identities().orElse(List.of()),
                        config.issuers().orElse(List.of())));
    }
}
