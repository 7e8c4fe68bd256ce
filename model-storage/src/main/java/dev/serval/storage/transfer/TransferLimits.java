package dev.serval.storage.transfer;

import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;

/// How much a model may be: as it is fetched, and once more as it is unpacked.
public record TransferLimits(long maxBytes, int maxFiles) {
    /// One tebibyte in a hundred thousand files.
    public static final TransferLimits DEFAULT = new TransferLimits(1L << 40, 100_000);

    public TransferLimits {
        if (maxBytes < 1 || maxFiles < 1) {
            throw new IllegalArgumentException(
                    "limits are %d bytes and %d files, expected at least 1 of each"
                            .formatted(maxBytes, maxFiles));
        }
    }

    /// Refuses a model that is larger than it may be.
    public void require(Listing listing) throws StorageException {
        int files = listing.files().size();
        if (files > maxFiles) {
            throw new StorageException(
                    "storage URI '%s': %s has %d files, at most %d are allowed"
                            .formatted(listing.uri(), listing.store(), files, maxFiles));
        }
        long bytes = listing.knownBytes();
        if (bytes > maxBytes) {
            throw new StorageException(
                    "storage URI '%s': %s has %s, at most %s are allowed"
                            .formatted(
                                    listing.uri(),
                                    listing.store(),
                                    Shown.size(bytes),
                                    Shown.size(maxBytes)));
        }
    }
}
