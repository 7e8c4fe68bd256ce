package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir private Path folder;

    @Test
    void holdsWhatIsWantedOfAFolderAndNothingOfBefore() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/lib"));
        Files.writeString(source.resolve("a.jar"), "a");
        Files.writeString(source.resolve("b.txt"), "b");
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("old"), "old");

        FileTree tree = FileTree.at(root);
        tree.copy(folder.resolve("source"), "app", below -> below.toString().endsWith(".jar"));

        assertThat(root.resolve("app/lib/a.jar")).hasContent("a");
        assertThat(root.resolve("app/lib/b.txt")).doesNotExist();
        assertThat(root.resolve("old")).doesNotExist();
    }

    @Test
    void givesAllFilesTheTimeThatImagesGiveThem() throws IOException {
        Path source = Files.writeString(folder.resolve("file"), "content");
        FileTree tree = FileTree.at(folder.resolve("root"));
        tree.copy(source, "file");

        tree.settle();

        assertThat(Files.getLastModifiedTime(tree.resolve("file")).toInstant())
                .isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void saysWhatIsNotBuilt() throws IOException {
        FileTree tree = FileTree.at(folder.resolve("root"));

        assertThatThrownBy(() -> tree.copy(folder.resolve("missing"), "app"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing is not there: build it first");
    }
}
