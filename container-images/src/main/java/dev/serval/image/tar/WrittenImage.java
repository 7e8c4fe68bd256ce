package dev.serval.image.tar;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An image that was written.
///
/// @param name its full name
/// @param archive the file
/// @param bytes the file's size, which is compressed and includes the base
/// @param layers how many bytes each of its own layers has, unpacked
public record WrittenImage(String name, Path archive, long bytes, Map<String, Long> layers) {
    private static final long MEGABYTE = 1_000_000;

    public WrittenImage {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    /// How many bytes its own layers have, unpacked.
    public long unpacked() {
        return layers.values().stream().mapToLong(Long::longValue).sum();
    }

    /// One line for people.
    @Override
    public String toString() {
        return "%s: %d MB compressed with its base; unpacked %d MB beside it (%s): %s"
                .formatted(
                        name,
                        megabytes(bytes),
                        megabytes(unpacked()),
                        layers.entrySet().stream()
                                .map(layer ->
                                        "%s %d MB"
                                                .formatted(
                                                        layer.getKey(),
                                                        megabytes(layer.getValue())))
                                .collect(Collectors.joining(", ")),
                        archive);
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE);
    }
}
