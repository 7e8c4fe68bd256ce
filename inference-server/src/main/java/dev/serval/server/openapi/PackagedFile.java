package dev.serval.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A file that lies beside these classes.
final class PackagedFile {
    private PackagedFile() {}

    /// @throws IllegalStateException if it was not packaged
    static byte[] read(String name) {
        try (InputStream file = PackagedFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("%s was not packaged".formatted(name));
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
