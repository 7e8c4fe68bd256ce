package dev.serval.storage.transfer;

import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is said of a disk that takes no more.
public final class Disk {
    /// A disk with less than this left is full: a write is refused before the last block is taken.
    private static final long NOTHING = 1 << 20;

    private Disk() {}

    /// Refuses, before a byte is fetched, what would not fit.
    public static void requireRoom(StorageUri uri, Path directory, long bytes)
            throws StorageException {
        long room;
        try {
            room = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return;
        }
        if (bytes > room) {
            throw new StorageException(
                    "storage URI '%s': the disk is too full: %s are needed, %s are left in %s"
                            .formatted(uri, Shown.size(bytes), Shown.size(room), directory));
        }
    }

    /// Why a file could not be written: the disk is full, or the cause as the system tells it.
    public static StorageException refusal(StorageUri uri, Path file, IOException cause) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null && Files.getFileStore(directory).getUsableSpace() < NOTHING) {
                return new StorageException(
                        "storage URI '%s': the disk is full: %s could not be written"
                                .formatted(uri, file),
                        cause);
            }
        } catch (IOException unknown) {
            cause.addSuppressed(unknown);
        }
        return new StorageException(
                "storage URI '%s': %s cannot be written: %s".formatted(uri, file, cause), cause);
    }
}
