package dev.serval.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir Path folder;

    @Test
    void listsFilesByEndingWhateverTheirCaseInTheOrderOfTheirNames() throws IOException {
        Path second = Files.createFile(folder.resolve("b.onnx"));
        Path first = Files.createFile(folder.resolve("a.ONNX"));
        Files.createFile(folder.resolve("onnx"));
        Files.createFile(folder.resolve("c.onnx.bak"));
        ModelDirectory directory = new ModelDirectory(folder);
        assertThat(directory.filesEndingIn(".onnx")).containsExactly(first, second);
        assertThat(directory.filesEndingIn(".Onnx")).containsExactly(first, second);
    }

    @Test
    void leavesOutHiddenFilesAndFolders() throws IOException {
        Files.createFile(folder.resolve(".hidden.onnx"));
        Path inner = Files.createDirectory(folder.resolve("folder.onnx"));
        Files.createFile(inner.resolve("deep.onnx"));
        assertThat(new ModelDirectory(folder).filesEndingIn(".onnx")).isEmpty();
    }

    @Test
    void followsLinksAsMountedVolumesHaveThem() throws IOException {
        Path target = Files.createFile(folder.resolve("data"));
        Path link = Files.createSymbolicLink(folder.resolve("model.onnx"), target);
        assertThat(new ModelDirectory(folder).filesEndingIn(".onnx")).containsExactly(link);
    }

    @Test
    void failsWhereThereIsNoDirectory() {
        ModelDirectory missing = new ModelDirectory(folder.resolve("missing"));
        assertThatThrownBy(() -> missing.filesEndingIn(".onnx"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(missing).hasToString(folder.resolve("missing").toString());
    }
}
