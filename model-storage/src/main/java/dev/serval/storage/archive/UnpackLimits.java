package dev.serval.storage.archive;

/// How much may come out of an archive.
///
/// @param maxBytes in all files
/// @param maxFiles files, directories and links
/// @param unsuspected bytes from which on more than [#MOST_PER_BYTE] times the archive's are a bomb
public record UnpackLimits(long maxBytes, int maxFiles, long unsuspected) {
    /// Whatever compresses better than this is no model.
    static final long MOST_PER_BYTE = 200;

    private static final long GIGABYTE = 1L << 30;

    public UnpackLimits(long maxBytes, int maxFiles) {
        this(maxBytes, maxFiles, GIGABYTE);
    }
}
