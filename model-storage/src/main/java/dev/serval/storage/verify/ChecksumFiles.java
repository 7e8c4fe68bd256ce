package dev.serval.storage.verify;

import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.Shown;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.FileSum;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of checksums that a model brings along: `weights.bin.sha256` beside `weights.bin`, and
/// `SHA256SUMS` of many, as `sha256sum` writes and `sha256sum -c` reads them.
public final class ChecksumFiles {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})(?:\\s+\\*?(.+))?");
    private static final List<String> OF_MANY = List.of("sha256sums", "sha256sums.txt");
    private static final String OF_ONE = ".sha256";

    private ChecksumFiles() {}

    /// Refuses a model whose files are not what its checksum files say.
    public static void require(StorageUri uri, Path directory)
            throws StorageException, IOException {
        for (String file : TreeFiles.of(directory)) {
            String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            if (name.endsWith(OF_ONE) || OF_MANY.contains(name)) {
                requireAll(uri, directory, file);
            }
        }
    }

    private static void requireAll(StorageUri uri, Path directory, String file)
            throws StorageException, IOException {
        for (String line : lines(uri, directory.resolve(file), file)) {
            Matcher matcher = LINE.matcher(line.strip());
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!matcher.matches()) {
                throw refusal(
                        uri,
                        "'%s' has the line '%s', expected a sha256 and a file"
                                .formatted(file, Shown.text(line)));
            }
            String named = matcher.group(2) == null ? withoutEnding(file) : matcher.group(2);
            requireOne(uri, directory, file, named, matcher.group(1));
        }
    }

    private static void requireOne(
            StorageUri uri, Path directory, String file, String named, String hex)
            throws StorageException, IOException {
        Path summed = beside(uri, directory, file, named);
        if (!Files.isRegularFile(summed)) {
            throw refusal(
                    uri, "'%s' names '%s', which is not there".formatted(file, Shown.text(named)));
        }
        Checksum found = FileSum.of(summed, Algorithm.SHA256);
        if (!found.hex().equals(hex.toLowerCase(Locale.ROOT))) {
            throw refusal(
                    uri,
                    "file '%s' has sha256 %s, expected %s as '%s' says"
                            .formatted(
                                    directory.relativize(summed),
                                    found.hex(),
                                    hex.toLowerCase(Locale.ROOT),
                                    file));
        }
    }

    /// The named file, which lies beside the checksum file or below it.
    private static Path beside(StorageUri uri, Path directory, String file, String named)
            throws StorageException {
        try {
            Path path = directory.resolve(file).resolveSibling(named).normalize();
            if (path.startsWith(directory)) {
                return path;
            }
        } catch (InvalidPathException impossible) {
            throw refusal(
                    uri, "'%s' names '%s', which is no path".formatted(file, Shown.text(named)));
        }
        throw refusal(
                uri,
                "'%s' names '%s', which is outside the model's directory"
                        .formatted(file, Shown.text(named)));
    }

    private static String withoutEnding(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.toLowerCase(Locale.ROOT).endsWith(OF_ONE)
                ? name.substring(0, name.length() - OF_ONE.length())
                : name;
    }

    private static List<String> lines(StorageUri uri, Path path, String file)
            throws StorageException, IOException {
        try {
            return Files.readAllLines(path);
        } catch (MalformedInputException binary) {
            throw refusal(uri, "'%s' is no text, expected checksums".formatted(file));
        }
    }

    private static StorageException refusal(StorageUri uri, String cause) {
        return new StorageException("storage URI '%s': %s".formatted(uri, cause));
    }
}
