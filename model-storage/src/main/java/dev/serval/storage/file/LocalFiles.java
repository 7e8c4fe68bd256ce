package dev.serval.storage.file;

import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/// `file:///models/iris`, `file://localhost/models/iris`, or a path, relative to where the process
/// was started; and `pvc://claim/path`, where the claim is mounted: `$SERVAL_PVC_DIR/claim`.
public final class LocalFiles implements ModelStore {
    /// The folder with a folder for each claim.
    static final String CLAIMS = "SERVAL_PVC_DIR";

    private static final String DEFAULT_CLAIMS = "/mnt/pvc";
    private static final String CLAIM = "pvc";
    private static final String THIS_HOST = "localhost/";

    @Override
    public Set<String> schemes() {
        return Set.of(StorageUri.FILE, CLAIM);
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access) throws StorageException {
        Path path = uri.scheme().equals(CLAIM) ? claimed(uri, access) : pathOf(uri);
        if (!Files.exists(path)) {
            throw refusal(uri, "%s does not exist".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw refusal(uri, "%s may not be read by this user".formatted(path));
        }
        if (Files.isDirectory(path)) {
            requireContent(uri, path);
        }
        return new Location.Here(path);
    }

    private static Path pathOf(StorageUri uri) throws StorageException {
        String location = uri.location();
        return path(
                uri,
                location.startsWith(THIS_HOST)
                        ? location.substring(THIS_HOST.length() - 1)
                        : location);
    }

    private static Path claimed(StorageUri uri, StoreAccess access) throws StorageException {
        Path claims = path(uri, access.find(CLAIMS).orElse(DEFAULT_CLAIMS));
        String[] parts = uri.location().split("/", 2);
        Path claim = claims.resolve(parts[0]).normalize();
        if (parts[0].isEmpty() || !claims.equals(claim.getParent())) {
            throw refusal(uri, "'%s' is no name of a claim".formatted(parts[0]));
        }
        if (!Files.isDirectory(claim)) {
            throw refusal(
                    uri,
                    "claim '%s' is not mounted at %s; %s names the folder of mounted claims"
                            .formatted(parts[0], claim, CLAIMS));
        }
        Path path = parts.length == 1 ? claim : claim.resolve(parts[1]).normalize();
        if (!path.startsWith(claim)) {
            throw refusal(uri, "'%s' leads out of the claim".formatted(parts[1]));
        }
        return path;
    }

    private static Path path(StorageUri uri, String path) throws StorageException {
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException impossible) {
            throw new StorageException(
                    "storage URI '%s' is no path: %s".formatted(uri, impossible.getReason()),
                    impossible);
        }
    }

    private static void requireContent(StorageUri uri, Path directory) throws StorageException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (!entries.iterator().hasNext()) {
                throw refusal(uri, "%s is empty".formatted(directory));
            }
        } catch (IOException unreadable) {
            throw new StorageException(
                    "storage URI '%s': %s cannot be listed: %s"
                            .formatted(uri, directory, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static StorageException refusal(StorageUri uri, String cause) {
        return new StorageException("storage URI '%s': %s".formatted(uri, cause));
    }
}
