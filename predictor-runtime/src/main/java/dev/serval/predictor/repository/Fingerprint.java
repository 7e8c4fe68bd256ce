package dev.serval.predictor.repository;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The files of a directory as one look found them. Two that are equal hold the same files, as far
/// as names, sizes and times of change tell.
public record Fingerprint(List<FileStamp> stamps) {
    public Fingerprint {
        stamps = stamps.stream().sorted(Comparator.comparing(FileStamp::path)).toList();
    }

    /// When a file of it changed last; the distant past for no file at all.
    public Instant changed() {
        return stamps.stream()
                .map(FileStamp::changed)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /// How many bytes the files have together.
    long byteSize() {
        return stamps.stream().mapToLong(FileStamp::byteSize).sum();
    }

    Fingerprint and(Fingerprint other) {
        return new Fingerprint(Stream.concat(stamps.stream(), other.stamps.stream()).toList());
    }
}
