package dev.serval.storage.testing;

import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.fetch.FetchSettings;
import dev.serval.storage.fetch.ModelFetch;
import dev.serval.storage.retry.RetryPolicy;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.transfer.TransferLimits;
import dev.serval.storage.transfer.TransferSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Fetches as a test needs them: small segments, short pauses, an environment of its own.
public final class Fetching {
    /// Segments of 64 kB, and no patience.
    public static final TransferSettings QUICK =
            new TransferSettings(
                    4,
                    64 << 10,
                    Duration.ofMillis(400),
                    new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(20)),
                    TransferLimits.DEFAULT);

    public static final FetchSettings SETTINGS = FetchSettings.DEFAULT.withTransfer(QUICK);

    private Fetching() {}

    public static ModelFetch with(FetchSettings settings, Map<String, String> environment)
            throws SettingException {
        return ModelFetch.of(new StoreAccess(environment), settings, FetchListener.SILENT);
    }

    public static void pull(String uri, Path directory) throws StorageException {
        pull(uri, directory, Map.of());
    }

    public static void pull(String uri, Path directory, Map<String, String> environment)
            throws StorageException {
        StorageUri parsed = StorageUri.parse(uri);
        try {
            with(SETTINGS, environment).pull(parsed, directory);
        } catch (SettingException unusable) {
            throw unusable.whileFetching(parsed);
        }
    }
}
