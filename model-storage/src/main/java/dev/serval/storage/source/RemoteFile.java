package dev.serval.storage.source;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// One file of a model in a store.
///
/// @param path below the model's directory, with slashes: `variables/variables.index`
/// @param size in bytes; empty if the store does not say
/// @param version what changes when the file does: an ETag, a generation; empty if there is none
/// @param checksums what the store says the bytes add up to, the strongest first
public record RemoteFile(
        String path,
        OptionalLong size,
        String version,
        List<Checksum> checksums,
        RemoteContent content) {
    public RemoteFile {
        checksums = List.copyOf(checksums);
    }

    /// Whether the bytes can be told from others by what the store says of them.
    boolean isIdentified() {
        return !version.isEmpty() || !checksums.isEmpty();
    }

    /// What stands for the bytes: a strong checksum, which is the same wherever the file lies, or
    /// else the version, which is one store's own.
    String identity(String store) {
        return checksums.stream()
                .filter(checksum -> checksum.algorithm().isStrong())
                .map(Checksum::toString)
                .findFirst()
                .orElseGet(() -> store + " " + version + checksums);
    }

    /// Refuses a path that would lie elsewhere than below the model's directory.
    static boolean isBelow(String path) {
        Predicate<String> astray = part -> part.isEmpty() || part.equals(".") || part.equals("..");
        return !path.startsWith("/")
                && path.chars().noneMatch(Character::isISOControl)
                && List.of(path.split("/", -1)).stream().noneMatch(astray);
    }
}
