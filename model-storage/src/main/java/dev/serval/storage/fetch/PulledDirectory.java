package dev.serval.storage.fetch;

import dev.serval.storage.archive.Trees;
import dev.serval.storage.cache.FileLease;
import dev.serval.storage.cache.NodeCache;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory that holds a whole model or none. It is made beside its place and renamed; where
/// that cannot be, as in a volume that is mounted there, it is made in a hidden folder inside, and
/// its parts are renamed when all are complete.
final class PulledDirectory {
    /// Says what was pulled, for the next call.
    static final String MARKER = ".serval-pulled";

    private static final String PARTIAL = ".serval-partial";
    private static final String OLD = ".serval-old";
    private static final String LOCK = "lock";
    private static final String UNKNOWN = "unknown";

    private final StorageUri uri;
    private final Path directory;
    private final Path staging;
    private final boolean isInside;

    private PulledDirectory(StorageUri uri, Path directory, Path staging, boolean isInside) {
        this.uri = uri;
        this.directory = directory;
        this.staging = staging;
        this.isInside = isInside;
    }

    static PulledDirectory of(StorageUri uri, Path wanted) throws StorageException {
        Path directory = wanted.toAbsolutePath().normalize();
        Path parent = directory.getParent();
        if (parent == null) {
            throw new StorageException(
                    "storage URI '%s': a model cannot be pulled to %s".formatted(uri, directory));
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
            throw new StorageException(
                    "storage URI '%s': %s is a file, expected a directory"
                            .formatted(uri, directory));
        }
        try {
            Files.createDirectories(parent);
            boolean isInside = Files.isDirectory(directory) && isFixed(directory, parent);
            Path staging =
                    isInside
                            ? directory.resolve(PARTIAL)
                            : parent.resolve("." + directory.getFileName() + PARTIAL);
            return new PulledDirectory(uri, directory, staging, isInside);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, directory, unwritable);
        }
    }

    /// Makes the directory, unless it holds that model already.
    ///
    /// @param key what the model is; empty if nobody knows, so that it is made anew
    void publish(Optional<String> key, NodeCache.Filler filler) throws StorageException {
        try {
            while (!tryPublish(key, filler)) {
                // Another process finished meanwhile; what it made is looked at.
            }
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, directory, unwritable);
        }
    }

    private boolean tryPublish(Optional<String> key, NodeCache.Filler filler)
            throws IOException, StorageException {
        if (holds(key)) {
            return true;
        }
        requireFree();
        Files.createDirectories(staging);
        try (FileLease _ = FileLease.exclusive(staging.resolve(LOCK))) {
            if (!Files.exists(staging.resolve(LOCK))) {
                return false;
            }
            Path partial = staging.resolve(key.orElse(UNKNOWN));
            removeOthers(partial);
            fill(Files.createDirectories(partial), filler);
            Path model = partial.resolve(NodeCache.MODEL);
            Files.writeString(model.resolve(MARKER), marker(key));
            place(model);
            Trees.delete(staging);
            return true;
        }
    }

    private void fill(Path partial, NodeCache.Filler filler) throws IOException, StorageException {
        try {
            filler.fill(partial);
        } catch (StorageException failure) {
            if (failure.outlook() == StorageException.Outlook.FINAL) {
                Trees.delete(staging);
            }
            throw failure;
        }
    }

    private void place(Path model) throws IOException {
        if (isInside) {
            placeInside(model);
            return;
        }
        Path old = directory.resolveSibling("." + directory.getFileName() + OLD);
        Trees.delete(old);
        if (Files.exists(directory)) {
            Files.move(directory, old);
        }
        Files.move(model, directory, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(old);
    }

    /// The marker goes first and comes last: without it nothing in the directory counts.
    private void placeInside(Path model) throws IOException {
        Files.deleteIfExists(directory.resolve(MARKER));
        for (Path old : content()) {
            Trees.delete(old);
        }
        try (Stream<Path> parts = Files.list(model)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                if (!part.endsWith(MARKER)) {
                    Files.move(part, directory.resolve(part.getFileName()));
                }
            }
        }
        Files.move(model.resolve(MARKER), directory.resolve(MARKER));
    }

    private boolean holds(Optional<String> key) throws IOException {
        Path marker = directory.resolve(MARKER);
        return key.isPresent()
                && Files.exists(marker)
                && Files.readString(marker).equals(marker(key));
    }

    /// Refuses a directory with content that no earlier call made.
    private void requireFree() throws IOException, StorageException {
        if (Files.isDirectory(directory)
                && !Files.exists(directory.resolve(MARKER))
                && !content().isEmpty()
                && !(isInside && Files.exists(staging))) {
            throw new StorageException(
                    "storage URI '%s': %s holds other files, expected a new or an empty directory"
                            .formatted(uri, directory));
        }
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.equals(staging))
                    .filter(entry -> !entry.endsWith("lost+found"))
                    .toList();
        }
    }

    /// Another model that was once on its way here is not waited for.
    private void removeOthers(Path partial) throws IOException {
        try (Stream<Path> entries = Files.list(staging)) {
            for (Path other : (Iterable<Path>) entries::iterator) {
                if (!other.equals(partial) && !other.endsWith(LOCK)) {
                    Trees.delete(other);
                }
            }
        }
    }

    private static String marker(Optional<String> key) {
        return key.orElse(UNKNOWN) + "\n";
    }

    /// Whether the directory cannot be renamed: it is a mount, or its parent may not be written.
    private static boolean isFixed(Path directory, Path parent) throws IOException {
        return !Files.isWritable(parent)
                || !Objects.equals(
                        Files.getAttribute(directory, "unix:dev"),
                        Files.getAttribute(parent, "unix:dev"));
    }
}
