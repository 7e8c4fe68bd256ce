package dev.serval.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the tree's checks look at what the repository holds, and at nothing else.
class SourceTreeTest {
    @TempDir Path root;

    @BeforeEach
    void ignoreBuildFoldersAndLogs() throws IOException {
        write(".gitignore", "# what builds leave behind\ntarget/\n\n*.log\n");
    }

    @Test
    void leavesOutIgnoredFoldersAndFilesAtAnyDepth() throws IOException {
        write("module/src/Kept.java", "");
        write("module/target/classes/Left.class", "");
        write("module/build.log", "");
        write(".git/config", "");

        assertThat(SourceTree.at(root).files())
                .containsExactlyInAnyOrder(Path.of(".gitignore"), Path.of("module/src/Kept.java"));
    }

    @Test
    void readsNoLinesOfAFileThatIsNoText() throws IOException {
        write("model.bin", "a\0b");

        assertThat(SourceTree.at(root).linesOf(Path.of("model.bin"))).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
