package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library that is kept for the next start.
class ExtractedLibraryTest {
    @TempDir Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(ExtractedLibrary.KEEP_IN_PROPERTY);
    }

    @Test
    void isUnpackedOnceAndWhole() throws IOException {
        Path kept = keptIn(folder.resolve("new")).orElseThrow();
        Path again = keptIn(folder.resolve("new")).orElseThrow();

        Path whole = folder.resolve("whole");
        library().copyTo(whole);
        assertThat(again).isEqualTo(kept);
        assertThat(Files.mismatch(kept, whole)).isEqualTo(-1);
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(kept);
        }
    }

    @Test
    void isNotKeptWhereNoDirectoryCanBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(keptIn(file)).isEmpty();
    }

    @Test
    void isNotKeptUnlessADirectoryIsNamed() {
        assertThat(library().kept()).isEmpty();
    }

    private static Optional<Path> keptIn(Path directory) {
        System.setProperty(ExtractedLibrary.KEEP_IN_PROPERTY, directory.toString());
        return library().kept();
    }

    private static ExtractedLibrary library() {
        return ExtractedLibrary.of(OrtPlatform.current());
    }
}
