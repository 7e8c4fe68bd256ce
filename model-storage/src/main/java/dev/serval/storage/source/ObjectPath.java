package dev.serval.storage.source;

import java.util.Optional;

/// A place in a store of objects: a bucket, and the beginning of keys in it.
///
/// @param prefix without slashes at its ends; empty for the whole bucket
public record ObjectPath(String bucket, String prefix) {
    /// @throws StorageException if the URI names no bucket
    public static ObjectPath of(StorageUri uri) throws StorageException {
        String[] parts = uri.location().split("/", 2);
        if (parts[0].isBlank()) {
            throw new StorageException(
                    "storage URI '%s' names no bucket, expected %s://bucket/path"
                            .formatted(uri, uri.scheme()));
        }
        String prefix = parts.length == 1 ? "" : parts[1].replaceAll("^/+|/+$", "");
        return new ObjectPath(parts[0], prefix);
    }

    /// Where an object lies in the model's directory: `b.txt` for `models/iris/b.txt` below
    /// `models/iris`, and for itself. Empty for a neighbour such as `models/iris2`, and for the
    /// empty objects that stand for folders.
    public Optional<String> pathOf(String key) {
        if (key.endsWith("/")) {
            return Optional.empty();
        }
        if (key.equals(prefix)) {
            return Optional.of(key.substring(key.lastIndexOf('/') + 1));
        }
        if (prefix.isEmpty()) {
            return Optional.of(key);
        }
        return key.startsWith(prefix + "/")
                ? Optional.of(key.substring(prefix.length() + 1))
                : Optional.empty();
    }
}
