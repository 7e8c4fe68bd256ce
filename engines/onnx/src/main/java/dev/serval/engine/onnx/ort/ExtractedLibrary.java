package dev.serval.engine.onnx.ort;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The library in ONNX Runtime's jar, unpacked at most once for all processes that name the same
/// directory: unpacking takes a tenth of a second of each start. The file's name has the content's
/// checksum in it, so that one of another version is never taken for it.
final class ExtractedLibrary {
    /// The directory that unpacked libraries are kept in, by a system property.
    static final String KEEP_IN_PROPERTY = "serval.onnx.library-directory";

    private static final Logger LOG = System.getLogger(ExtractedLibrary.class.getName());

    private final URL resource;
    private final String fileName;
    private final @Nullable String directory;

    private ExtractedLibrary(URL resource, String fileName, @Nullable String directory) {
        this.resource = resource;
        this.fileName = fileName;
        this.directory = directory;
    }

    /// @throws OrtFailure if the class path has none for the platform
    static ExtractedLibrary of(OrtPlatform platform) {
        URL resource = ExtractedLibrary.class.getResource(platform.resource());
        if (resource == null) {
            throw new OrtFailure("no %s on the class path".formatted(platform.resource()));
        }
        return new ExtractedLibrary(
                resource, platform.fileName(), System.getProperty(KEEP_IN_PROPERTY));
    }

    /// The file that is kept, made now if it is not there yet; empty where none can be.
    Optional<Path> kept() {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(directory);
            Path file = folder.resolve(checksum() + "-" + fileName);
            if (!Files.exists(file)) {
                make(Files.createDirectories(folder), file);
            }
            return Optional.of(file);
        } catch (IOException unwritable) {
            LOG.log(Level.INFO, "ONNX Runtime is not kept in {0}: {1}", directory, unwritable);
            return Optional.empty();
        }
    }

    /// Writes the whole file beside its place first: another process may be at the same.
    private void make(Path folder, Path file) throws IOException {
        Path whole = Files.createTempFile(folder, fileName, ".part");
        try {
            copyTo(whole);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    void copyTo(Path file) throws IOException {
        try (InputStream library = resource.openStream()) {
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The one that the jar has on record, so that nothing is read for it.
    private String checksum() throws IOException {
        if (resource.openConnection() instanceof JarURLConnection jar) {
            return HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
        }
        throw new IOException("%s is in no jar".formatted(resource));
    }
}
