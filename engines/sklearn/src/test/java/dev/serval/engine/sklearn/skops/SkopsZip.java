package dev.serval.engine.sklearn.skops;

import dev.serval.engine.sklearn.pickle.Pickled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a skops file member by member.
record SkopsZip(Path file) {
    /// The file with that tree and nothing else.
    static SkopsZip ofSchema(Path file, String schema) {
        return of(file, schema, "0.npy", new byte[0]);
    }

    /// The file with that tree and one more member.
    static SkopsZip of(Path file, String schema, String member, byte[] content) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("schema.json"));
            zip.write(schema.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(member));
            zip.write(content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new SkopsZip(file);
    }

    Pickled read() {
        try {
            return SkopsFile.read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
