package dev.serval.storage.source;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a store has under a URI.
///
/// @param uri that was asked for
/// @param store who answered, as a message names it: `S3 bucket 'models' at https://…`
/// @param packaging how the files become the model's directory
/// @param files by path
public record Listing(StorageUri uri, String store, Packaging packaging, List<RemoteFile> files) {
    /// How files become a directory.
    public enum Packaging {
        /// They are the directory's files; if there is one alone and it is an archive, it is
        /// unpacked.
        FILES,
        /// They are the layers of a container image, lowest first, whose `/models` is the
        /// directory.
        IMAGE_LAYERS
    }

    public Listing {
        files =
                packaging == Packaging.IMAGE_LAYERS
                        ? List.copyOf(files)
                        : files.stream().sorted(Comparator.comparing(RemoteFile::path)).toList();
    }

    /// A listing of files.
    ///
    /// @throws StorageException if there is none, or one that would lie outside the directory, or
    ///   two in one place
    public static Listing of(StorageUri uri, String store, List<RemoteFile> files)
            throws StorageException {
        if (files.isEmpty()) {
            throw new StorageException(
                    "storage URI '%s': %s has nothing under it".formatted(uri, store));
        }
        Set<String> paths = new HashSet<>();
        for (RemoteFile file : files) {
            if (!RemoteFile.isBelow(file.path())) {
                throw new StorageException(
                        "storage URI '%s': %s has a file '%s', which would lie outside the model's directory"
                                .formatted(uri, store, Shown.text(file.path())));
            }
            if (!paths.add(file.path())) {
                throw new StorageException(
                        "storage URI '%s': %s has two files '%s'"
                                .formatted(uri, store, file.path()));
            }
        }
        return new Listing(uri, store, Packaging.FILES, files);
    }

    /// The bytes of all files; those of unknown size count nothing.
    public long knownBytes() {
        return files.stream().mapToLong(file -> file.size().orElse(0)).sum();
    }

    /// Whether [#identity] tells these bytes from others.
    public boolean isIdentified() {
        return files.stream().allMatch(RemoteFile::isIdentified);
    }

    /// A name made of what the bytes are, not of where they lie, as far as the store tells: equal
    /// names are equal models.
    public String identity() {
        Checksum.Sum sum = Checksum.Algorithm.SHA256.start(0);
        byte[] head = Shown.bytes(packaging + "\n");
        sum.add(head, head.length);
        for (RemoteFile file : files) {
            String line =
                    "%s\0%s\0%s\n"
                            .formatted(
                                    file.path(),
                                    file.size(),
                                    file.identity(store + " " + uri.location()));
            byte[] bytes = Shown.bytes(line);
            sum.add(bytes, bytes.length);
        }
        return sum.hex();
    }
}
