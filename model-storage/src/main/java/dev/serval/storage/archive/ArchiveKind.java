package dev.serval.storage.archive;

import java.util.Locale;
import java.util.Optional;

/// The archives that are unpacked, by the end of a file's name.
public enum ArchiveKind {
    TAR,
    TAR_GZ,
    ZIP;

    /// The kind of that file; empty if it is no archive by its name.
    public static Optional<ArchiveKind> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".tar")) {
            return Optional.of(TAR);
        }
        if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
            return Optional.of(TAR_GZ);
        }
        return lower.endsWith(".zip") ? Optional.of(ZIP) : Optional.empty();
    }
}
