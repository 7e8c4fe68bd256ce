package dev.serval.storage.file;

import dev.serval.storage.source.ModelSource;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/// `file:///models/iris`, `file://localhost/models/iris`, or a path, relative to where the process
/// was started. A directory is used where it is; a single file is linked into the workspace, so
/// that its neighbours are not taken for part of the model.
public final class LocalFiles implements ModelSource {
    private static final String THIS_HOST = "localhost/";

    @Override
    public Set<String> schemes() {
        return Set.of(StorageUri.FILE);
    }

    @Override
    public Path fetch(StorageUri uri, Path workspace) throws StorageException {
        Path path = pathOf(uri);
        if (!Files.exists(path)) {
            throw refusal(uri, "%s does not exist".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw refusal(uri, "%s may not be read by this user".formatted(path));
        }
        if (!Files.isDirectory(path)) {
            return link(uri, path, workspace);
        }
        requireContent(uri, path);
        return path;
    }

    private static Path pathOf(StorageUri uri) throws StorageException {
        String location = uri.location();
        String path =
                location.startsWith(THIS_HOST)
                        ? location.substring(THIS_HOST.length() - 1)
                        : location;
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

    private static Path link(StorageUri uri, Path file, Path workspace) throws StorageException {
        try {
            Files.createSymbolicLink(workspace.resolve(file.getFileName()), file);
            return workspace;
        } catch (IOException unwritable) {
            throw new StorageException(
                    "storage URI '%s': %s cannot be linked into %s: %s"
                            .formatted(uri, file, workspace, unwritable),
                    unwritable);
        }
    }

    private static StorageException refusal(StorageUri uri, String cause) {
        return new StorageException("storage URI '%s': %s".formatted(uri, cause));
    }
}
