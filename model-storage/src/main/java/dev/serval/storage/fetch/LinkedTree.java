package dev.serval.storage.fetch;

import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.Disk;
import dev.serval.storage.transfer.TransferLimits;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// A directory that has the files of another.
final class LinkedTree {
    private LinkedTree() {}

    /// Links files where they may be linked, so that they take no more room, and else copies them.
    static void make(StorageUri uri, Path from, Path to) throws StorageException {
        walk(
                uri,
                from,
                to,
                Set.of(),
                (source, target, attributes) -> {
                    try {
                        if (!attributes.isSymbolicLink()) {
                            Files.createLink(target, source);
                            return;
                        }
                    } catch (IOException | UnsupportedOperationException otherDisk) {
                        // It is copied.
                    }
                    Files.copy(source, target, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                });
    }

    /// Copies the files of a directory, and what its links lead to, beside those that are in
    /// another. They are not linked: to whoever watches a file, another link to it is a change.
    static void gather(StorageUri uri, Path from, Path to) throws StorageException {
        walk(
                uri,
                from,
                to,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                (source, target, _) -> {
                    if (Files.exists(target)) {
                        throw new StorageException(
                                "storage URI '%s': its file '%s' is in %s already, from another URI"
                                        .formatted(uri, from.relativize(source), to));
                    }
                    Files.copy(source, target);
                });
    }

    /// Copies a file into a new directory, or a directory with what its links lead to.
    static void copy(StorageUri uri, Path from, Path to, TransferLimits limits)
            throws StorageException {
        long[] left = {limits.maxBytes(), limits.maxFiles()};
        Path target = Files.isDirectory(from) ? to : to.resolve(String.valueOf(from.getFileName()));
        walk(
                uri,
                from,
                target,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                (source, copy, attributes) -> {
                    left[0] -= attributes.size();
                    left[1]--;
                    if (left[0] < 0 || left[1] < 0) {
                        throw new StorageException(
                                "storage URI '%s': %s has more than %s or %d files, which is all that is allowed"
                                        .formatted(
                                                uri,
                                                from,
                                                Shown.size(limits.maxBytes()),
                                                limits.maxFiles()));
                    }
                    Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
                });
    }

    private interface Placing {
        void place(Path source, Path target, BasicFileAttributes attributes)
                throws IOException, StorageException;
    }

    private static void walk(
            StorageUri uri, Path from, Path to, Set<FileVisitOption> options, Placing placing)
            throws StorageException {
        StorageException[] refused = new StorageException[1];
        try {
            Files.createDirectories(Files.isDirectory(from) ? to : to.getParent());
            Files.walkFileTree(
                    from,
                    options,
                    Integer.MAX_VALUE,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) throws IOException {
                            Files.createDirectories(to.resolve(from.relativize(directory)));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            try {
                                Path target =
                                        file.equals(from) ? to : to.resolve(from.relativize(file));
                                placing.place(file, target, attributes);
                                return FileVisitResult.CONTINUE;
                            } catch (StorageException refusal) {
                                refused[0] = refusal;
                                return FileVisitResult.TERMINATE;
                            }
                        }
                    });
        } catch (FileSystemLoopException circle) {
            throw new StorageException(
                    "storage URI '%s': links go in a circle at %s".formatted(uri, circle.getFile()),
                    circle);
        } catch (IOException unwritable) {
            throw Disk.refusal(uri, to, unwritable);
        }
        if (refused[0] != null) {
            throw refused[0];
        }
    }
}
