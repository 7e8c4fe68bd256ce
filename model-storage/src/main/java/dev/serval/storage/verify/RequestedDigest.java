package dev.serval.storage.verify;

import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.transfer.FileSum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The SHA-256 that a model must have, as whoever asked for it says: of the one file, as it was
/// fetched, or, if there are several, of what `sha256sum` prints for them in the order of their
/// paths.
public record RequestedDigest(Checksum expected) {
    /// @param text 64 hexadecimal digits, with `sha256:` before them or without
    public static RequestedDigest parse(String text) throws SettingException {
        String hex = text.strip().replaceFirst("^sha256:", "");
        try {
            return new RequestedDigest(new Checksum(Algorithm.SHA256, hex));
        } catch (IllegalArgumentException broken) {
            throw new SettingException(
                    "the requested sha256 is '%s', expected 64 hexadecimal digits"
                            .formatted(dev.serval.storage.source.Shown.text(text)),
                    broken);
        }
    }

    /// Refuses files that add up to something else.
    public void require(StorageUri uri, Path directory) throws StorageException, IOException {
        require(uri, of(directory));
    }

    /// Refuses a sum that is another.
    public void require(StorageUri uri, Checksum found) throws StorageException {
        if (!found.equals(expected)) {
            throw new StorageException(
                    "storage URI '%s': the model has sha256 %s, expected %s as was requested"
                            .formatted(uri, found.hex(), expected.hex()));
        }
    }

    /// The digest of the files in a directory.
    public static Checksum of(Path directory) throws IOException {
        List<String> files = TreeFiles.of(directory);
        if (files.size() == 1) {
            return FileSum.of(directory.resolve(files.getFirst()), Algorithm.SHA256);
        }
        Checksum.Sum sum = Algorithm.SHA256.start(0);
        for (String file : files) {
            String hex = FileSum.of(directory.resolve(file), Algorithm.SHA256).hex();
            byte[] line = "%s  %s\n".formatted(hex, file).getBytes(StandardCharsets.UTF_8);
            sum.add(line, line.length);
        }
        return new Checksum(Algorithm.SHA256, sum.hex());
    }
}
