package dev.serval.image.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// ONNX Runtime's library, which an image holds as a file: its jar carries those of four platforms,
/// and would be unpacked at each start.
final class NativeLibrary {
    private static final String JAR = "com.microsoft.onnxruntime.onnxruntime-";
    private static final String IN_THE_JAR = "ai/onnxruntime/native/%s/libonnxruntime.so";
    private static final String FILE = "libonnxruntime.so";

    private NativeLibrary() {}

    /// Takes the library out of its jar among some libraries; the jar stays, with nothing in it,
    /// for it is on the class path.
    ///
    /// @param libraries the folder with the jar
    /// @param folder where the library is put
    /// @param platform which of those in the jar: `linux-x64`
    static void take(Path libraries, Path folder, String platform) throws IOException {
        Path jar = find(libraries);
        try (JarFile opened = new JarFile(jar.toFile())) {
            ZipEntry library = opened.getEntry(IN_THE_JAR.formatted(platform));
            if (library == null) {
                throw new IOException("%s has no library for %s".formatted(jar, platform));
            }
            Files.createDirectories(folder);
            try (InputStream content = opened.getInputStream(library)) {
                Files.copy(content, folder.resolve(FILE));
            }
        }
        new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
    }

    private static Path find(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.getFileName().toString().startsWith(JAR))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("%s has no %s*.jar".formatted(libraries, JAR)));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
