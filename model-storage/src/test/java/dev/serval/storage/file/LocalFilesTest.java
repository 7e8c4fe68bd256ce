package dev.serval.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir Path root;
    private Path workspace;
    private final LocalFiles files = new LocalFiles();

    @BeforeEach
    void makeAWorkspace() throws IOException {
        workspace = Files.createDirectory(root.resolve("workspace"));
    }

    @Test
    void usesADirectoryWhereItIs() throws Exception {
        Path model = Files.createDirectory(root.resolve("iris"));
        Files.writeString(model.resolve("model.onnx"), "x");

        assertThat(fetch("file://" + model)).isEqualTo(model);
        assertThat(fetch("file://localhost" + model)).isEqualTo(model);
        assertThat(fetch(model.toString())).isEqualTo(model);
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void givesASingleFileADirectoryOfItsOwn() throws Exception {
        Files.writeString(root.resolve("neighbour.onnx"), "not this");
        Path model = Files.writeString(root.resolve("iris.onnx"), "this");

        assertThat(fetch("file://" + model)).isEqualTo(workspace);
        assertThat(workspace.resolve("iris.onnx")).hasContent("this");
        assertThat(workspace).isDirectoryNotContaining("glob:**neighbour*");
    }

    @Test
    void refusesWhatIsNotThere() {
        Path missing = root.resolve("missing");
        assertThatThrownBy(() -> fetch("file://" + missing))
                .isInstanceOf(StorageException.class)
                .hasMessage("storage URI 'file://%s': %s does not exist", missing, missing);
    }

    @Test
    void refusesAnEmptyDirectory() {
        assertThatThrownBy(() -> fetch(workspace.toString()))
                .hasMessage("storage URI 'file://%s': %s is empty", workspace, workspace);
    }

    @Test
    void refusesALinkToNothing() throws IOException {
        Path dangling = root.resolve("dangling");
        Files.createSymbolicLink(dangling, root.resolve("gone"));
        assertThatThrownBy(() -> fetch(dangling.toString())).hasMessageEndingWith("does not exist");
    }

    @Test
    void saysThatAWorkspaceCannotBeWritten() throws IOException {
        Path model = Files.writeString(root.resolve("iris.onnx"), "this");
        Files.writeString(workspace.resolve("iris.onnx"), "in the way");
        assertThatThrownBy(() -> fetch(model.toString()))
                .hasMessageContaining("%s cannot be linked into %s", model, workspace);
    }

    private Path fetch(String uri) throws StorageException {
        return files.fetch(StorageUri.parse(uri), workspace);
    }
}
