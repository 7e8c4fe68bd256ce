package dev.serval.engine.sklearn.skops;

import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Pickled;
import dev.serval.engine.sklearn.pickle.Value;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A file as `skops.io.dump` writes it.
public final class SkopsFile {
    private SkopsFile() {}

    /// What the file holds.
    ///
    /// @throws PickleException if it is no skops file, or one that is not read
    public static Pickled read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Members members = new Members(zip, Files.size(file));
            Value value = new NodeReader(members).read(Schema.parse(members.schema()));
            return new Pickled(value, members.unpacked());
        } catch (EOFException cutOff) {
            throw new PickleException("it is no sound zip: a member is cut off", cutOff);
        } catch (ZipException | IllegalArgumentException broken) {
            throw new PickleException("it is no sound zip: " + broken.getMessage(), broken);
        }
    }
}
