package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
