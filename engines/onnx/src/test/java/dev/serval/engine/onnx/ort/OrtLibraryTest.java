package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrtLibraryTest {
    private static final OrtPlatform PLATFORM = OrtPlatform.current();

    @TempDir private Path directory;

    private String runWithLibraryIn(Path folder) throws Exception {
        return new ChildJava(directory)
                .with("-D%s=%s".formatted(OrtLibrary.DIRECTORY_PROPERTY, folder))
                .run();
    }

    @Test
    void isTakenFromTheDirectoryThatThePropertyNames() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("extracted"));
        try (InputStream library = getClass().getResourceAsStream(PLATFORM.resource())) {
            Files.copy(Objects.requireNonNull(library), folder.resolve(PLATFORM.fileName()));
        }
        assertThat(runWithLibraryIn(folder)).isEqualTo("opened, then closed");
    }

    @Test
    void isUnpackedOnceWhereThereIsADirectoryToKeepItIn() throws Exception {
        Path folder = directory.resolve("kept/here");
        ChildJava java =
                new ChildJava(directory)
                        .with("-D%s=%s".formatted(ExtractedLibrary.KEEP_IN_PROPERTY, folder));
        java.opens();
        Path kept = onlyFileIn(folder);
        assertThat(kept.getFileName().toString())
                .matches("[0-9a-f]{8}-" + Pattern.quote(PLATFORM.fileName()));
        FileTime made = Files.getLastModifiedTime(kept);

        java.opens();
        assertThat(onlyFileIn(folder)).isEqualTo(kept);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(made);
        assertThat(java.leftovers()).isEmpty();
    }

    @Test
    void isUnpackedIntoATemporaryFileWhereTheDirectoryCannotBe() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        assertThat(
                        new ChildJava(directory)
                                .with("-D%s=%s".formatted(ExtractedLibrary.KEEP_IN_PROPERTY, file))
                                .run())
                .contains("is not kept in " + file)
                .endsWith("opened, then closed");
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void failsWithTheFilesNameWhereTheDirectoryHoldsNone() throws Exception {
        assertThat(runWithLibraryIn(directory))
                .startsWith("ONNX Runtime cannot be loaded: ")
                .contains(directory.resolve(PLATFORM.fileName()).toString());
    }

    @Test
    void failsWhereTheFileIsNoLibrary() throws Exception {
        Files.writeString(directory.resolve(PLATFORM.fileName()), "not a library");
        assertThat(runWithLibraryIn(directory)).contains("ONNX Runtime cannot be loaded: ");
    }
}
