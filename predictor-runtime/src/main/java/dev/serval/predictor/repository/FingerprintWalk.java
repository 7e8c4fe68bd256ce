package dev.serval.predictor.repository;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Walks a directory for its fingerprint. Links are followed, as Kubernetes mounts and model caches
/// are made of them; a circle of links, a file that cannot be read and a directory without end are
/// failures.
final class FingerprintWalk extends SimpleFileVisitor<Path> {
    private static final int DEEPEST = 32;
    private static final int MOST_FILES = 100_000;

    private final Path root;
    private final List<FileStamp> stamps = new ArrayList<>();

    private FingerprintWalk(Path root) {
        this.root = root;
    }

    /// @throws IOException if part of the directory cannot be read, saying which
    static Fingerprint of(Path directory) throws IOException {
        return walk(directory, DEEPEST);
    }

    /// The files directly in the directory.
    ///
    /// @throws IOException if part of the directory cannot be read, saying which
    static Fingerprint ofFilesIn(Path directory) throws IOException {
        return walk(directory, 1);
    }

    private static Fingerprint walk(Path directory, int depth) throws IOException {
        FingerprintWalk walk = new FingerprintWalk(directory);
        Files.walkFileTree(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, walk);
        return new Fingerprint(walk.stamps);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (!directory.equals(root) && IgnoredNames.contain(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (IgnoredNames.contain(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isDirectory()) {
            return FileVisitResult.CONTINUE;
        }
        if (stamps.size() >= MOST_FILES) {
            throw new IOException("more than %d files under %s".formatted(MOST_FILES, root));
        }
        if (attributes.isRegularFile() && !Files.isReadable(file)) {
            throw new IOException("%s may not be read by this user".formatted(file));
        }
        try {
            stamps.add(stamp(file, attributes));
        } catch (IOException gone) {
            return visitFileFailed(file, gone);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (IgnoredNames.contain(file)) {
            return FileVisitResult.CONTINUE;
        }
        throw switch (failure) {
            case FileSystemLoopException loop ->
                    new IOException("%s is a link in a circle".formatted(file), loop);
            case NoSuchFileException vanished ->
                    new IOException(
                            "%s vanished, or is a link to nothing".formatted(file), vanished);
            default -> new IOException("%s cannot be read: %s".formatted(file, failure), failure);
        };
    }

    private FileStamp stamp(Path file, BasicFileAttributes attributes) throws IOException {
        return new FileStamp(
                root.relativize(file).toString(), attributes.size(), changed(file, attributes));
    }

    /// When the file's content or name changed last, by the file system's own account where it
    /// keeps one: copying tools set the time of modification back to the original's.
    private static Instant changed(Path file, BasicFileAttributes attributes) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return attributes.lastModifiedTime().toInstant();
        }
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }
}
