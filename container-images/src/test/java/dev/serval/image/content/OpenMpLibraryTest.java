package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMpLibraryTest {
    @TempDir Path folder;

    @Test
    void isTakenFromTheFirstFolderThatHasItAndNotAsALink() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Path image = Files.createDirectory(folder.resolve("image"));
        Files.writeString(second.resolve("libgomp.so.1.0.0"), "a library");
        Files.createSymbolicLink(second.resolve("libgomp.so.1"), Path.of("libgomp.so.1.0.0"));

        OpenMpLibrary.take(List.of(first, second), image);

        assertThat(image.resolve("libgomp.so.1")).hasContent("a library");
        assertThat(Files.isSymbolicLink(image.resolve("libgomp.so.1"))).isFalse();
    }

    @Test
    void saysWhereItWasLookedForAndWhatToInstall() {
        assertThatThrownBy(() -> OpenMpLibrary.take(List.of(folder), folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "libgomp.so.1 is in none of [%s], and goes into images of the engines [lightgbm, xgboost]: install it (Debian's libgomp1, Fedora's libgomp)",
                        folder);
    }

    @Test
    void isForThoseEnginesAloneThatAskForIt() {
        assertThat(List.of("lightgbm", "pmml", "pytorch", "sklearn", "tensorflow", "xgboost"))
                .filteredOn(OpenMpLibrary::isNeededBy)
                .containsExactly("lightgbm", "xgboost");
    }
}
