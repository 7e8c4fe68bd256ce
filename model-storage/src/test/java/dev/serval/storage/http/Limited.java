package dev.serval.storage.http;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.transfer.TransferLimits;
import java.nio.file.Path;
import java.util.Map;

/// Fetches with limits.
final class Limited {
    private Limited() {}

    static void pull(String uri, Path directory, long maxBytes, int maxFiles)
            throws StorageException, SettingException {
        Fetching.with(
                        Fetching.SETTINGS.withTransfer(
                                Fetching.QUICK.withLimits(new TransferLimits(maxBytes, maxFiles))),
                        Map.of())
                .pull(StorageUri.parse(uri), directory);
    }
}
