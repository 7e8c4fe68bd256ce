package dev.serval.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void takesTheOnlyFileAndRefusesNoneAndSeveral() throws Exception {
        ModelDirectory directory = new ModelDirectory(folder);
        Path first = folder.resolve("a.pmml");
        Path second = folder.resolve("b.pmml");
        assertThat(directory.requireOne(List.of(first), "PMML file", "ends in .pmml"))
                .isEqualTo(first);
        assertThatThrownBy(() -> directory.requireOne(List.of(), "PMML file", "ends in .pmml"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("no file in %s ends in .pmml", folder);
        assertThatThrownBy(() ->
                        directory.requireOne(List.of(first, second), "PMML file", "ends in .pmml"))
                .hasMessage("2 PMML files (a.pmml, b.pmml), expected one");
    }
}
