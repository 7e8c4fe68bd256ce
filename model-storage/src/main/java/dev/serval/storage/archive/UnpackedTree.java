package dev.serval.storage.archive;

import dev.serval.storage.source.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The directory into which an archive is unpacked. Nothing is written through a link, and links
/// are made last: whatever an archive says, nothing outside the directory changes.
final class UnpackedTree {
    /// Content of an entry.
    interface Source {
        int read(byte[] buffer) throws IOException;
    }

    private static final int BUFFER = 128 << 10;

    private final Path root;
    private final UnpackLimits limits;
    private final Map<Path, String> links = new LinkedHashMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private long bytes;
    private int entries;

    UnpackedTree(Path root, UnpackLimits limits) {
        this.root = root.toAbsolutePath().normalize();
        this.limits = limits;
    }

    void directory(String name) throws IOException {
        count(name);
        Path path = resolve(name);
        requireRealParents(path);
        links.remove(path);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
            Files.delete(path);
        }
        Files.createDirectories(path);
    }

    /// Writes a file.
    ///
    /// @param compressed how many bytes of the archive have been read so far
    void file(String name, Source content, java.util.function.LongSupplier compressed)
            throws IOException {
        count(name);
        Path path = fresh(name);
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                requireWithinLimits(name, compressed.getAsLong());
                out.write(buffer, 0, read);
            }
        }
    }

    void hardLink(String name, String target) throws IOException {
        count(name);
        Path from = resolve(target);
        requireRealParents(from);
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArchiveException(
                    "entry '%s' is a link to '%s', which is no file of the archive"
                            .formatted(shown(name), shown(target)));
        }
        Path path = fresh(name);
        Files.copy(from, path);
        bytes += Files.size(path);
        requireWithinLimits(name, Long.MAX_VALUE);
    }

    void symbolicLink(String name, String target) throws IOException {
        count(name);
        Path path = fresh(name);
        Path parent = path.getParent();
        if (parent == null
                || target.isEmpty()
                || target.startsWith("/")
                || !parent.resolve(target).normalize().startsWith(root)) {
            throw outside(name, " links to '%s', which is".formatted(shown(target)));
        }
        links.put(path, target);
    }

    /// Removes what a lower layer has.
    void remove(String name) throws IOException {
        Path path = resolve(name);
        links.keySet().removeIf(link -> link.startsWith(path));
        requireRealParents(path);
        Trees.delete(path);
    }

    /// Removes what lower layers have in a directory.
    void clear(String name) throws IOException {
        Path directory = resolve(name);
        remove(name);
        Files.createDirectories(directory);
    }

    /// Makes the links, each of which must lead to something in the directory.
    void finish() throws IOException {
        for (Map.Entry<Path, String> link : links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
        Path real = root.toRealPath();
        for (Map.Entry<Path, String> link : links.entrySet()) {
            String name = root.relativize(link.getKey()).toString();
            if (!Files.exists(link.getKey())) {
                throw new ArchiveException(
                        "entry '%s' links to '%s', which is not in the archive"
                                .formatted(shown(name), shown(link.getValue())));
            }
            if (!link.getKey().toRealPath().startsWith(real)) {
                throw outside(name, " links to '%s', which is".formatted(shown(link.getValue())));
            }
        }
    }

    ArchiveException refused(String name, String what) {
        return new ArchiveException("entry '%s' is %s".formatted(shown(name), what));
    }

    private Path fresh(String name) throws IOException {
        Path path = resolve(name);
        if (path.equals(root)) {
            throw outside(name, " is the directory itself, its content would be");
        }
        requireRealParents(path);
        Path parent = path.getParent();
        if (parent != null) {
            makeDirectories(name, parent);
        }
        links.remove(path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArchiveException(
                    "entry '%s' is both a directory and a file".formatted(shown(name)));
        }
        Files.deleteIfExists(path);
        return path;
    }

    private static void makeDirectories(String name, Path parent) throws IOException {
        try {
            Files.createDirectories(parent);
        } catch (FileAlreadyExistsException file) {
            throw new ArchiveException("entry '%s' lies below a file".formatted(shown(name)));
        }
    }

    private Path resolve(String name) throws IOException {
        String[] parts = name.split("/");
        boolean climbs = java.util.Arrays.asList(parts).contains("..");
        if (name.startsWith("/") || climbs || name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0) {
            throw outside(name, " would be");
        }
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw outside(name, " would be");
        }
        return path;
    }

    /// Links are made last, so that none is there yet; one that is to be made may not be a parent.
    private void requireRealParents(Path path) throws IOException {
        for (Path parent = path.getParent();
                parent != null && !parent.equals(root);
                parent = parent.getParent()) {
            if (links.containsKey(parent)) {
                throw new ArchiveException(
                        "entry '%s' lies behind the link '%s'"
                                .formatted(
                                        shown(root.relativize(path).toString()),
                                        shown(root.relativize(parent).toString())));
            }
        }
    }

    private void count(String name) throws IOException {
        entries++;
        if (entries > limits.maxFiles()) {
            throw new ArchiveException(
                    "it has more than %d entries, which is all that is allowed; '%s' is one too many"
                            .formatted(limits.maxFiles(), shown(name)));
        }
    }

    private void requireWithinLimits(String name, long compressed) throws IOException {
        if (bytes > limits.maxBytes()) {
            throw new ArchiveException(
                    "it unpacks to more than %s, which is all that is allowed, at entry '%s'"
                            .formatted(Shown.size(limits.maxBytes()), shown(name)));
        }
        if (bytes > limits.unsuspected() && bytes / UnpackLimits.MOST_PER_BYTE > compressed) {
            throw new ArchiveException(
                    "%s of it unpack to %s at entry '%s', more than %d times as much: it looks like a bomb"
                            .formatted(
                                    Shown.size(compressed),
                                    Shown.size(bytes),
                                    shown(name),
                                    UnpackLimits.MOST_PER_BYTE));
        }
    }

    private static ArchiveException outside(String name, String how) {
        return new ArchiveException(
                "entry '%s'%s outside the model's directory".formatted(shown(name), how));
    }

    private static String shown(String name) {
        return Shown.text(name);
    }
}
