package dev.serval.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.fetch.FetchedModel;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFilesTest {
    @TempDir Path root;
    @TempDir Path workspace;

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

        Path directory = fetch("file://" + model);
        assertThat(directory.resolve("iris.onnx")).hasContent("this");
        assertThat(directory).isDirectoryNotContaining("glob:**neighbour*");
    }

    @Test
    void unpacksAnArchive() throws Exception {
        Path archive = Files.write(root.resolve("iris.zip"), Bytes.zip("iris.onnx", "this"));
        assertThat(fetch(archive.toString()).resolve("iris.onnx")).hasContent("this");
    }

    @Test
    void pullsACopy() throws Exception {
        Path model = Files.createDirectories(root.resolve("iris/deep"));
        Files.writeString(model.resolve("model.onnx"), "x");
        Files.createSymbolicLink(root.resolve("iris/link.onnx"), Path.of("deep/model.onnx"));
        Path copy = workspace.resolve("copy");
        Fetching.pull(root.resolve("iris").toString(), copy);
        assertThat(copy.resolve("deep/model.onnx")).hasContent("x");
        assertThat(copy.resolve("link.onnx")).isRegularFile().hasContent("x");
    }

    @Test
    void pullsASingleFile() throws Exception {
        Path model = Files.writeString(root.resolve("iris.onnx"), "this");
        Fetching.pull(model.toString(), workspace.resolve("copy"));
        assertThat(workspace.resolve("copy/iris.onnx")).hasContent("this");
    }

    @Test
    void refusesLinksInACircle() throws Exception {
        Path model = Files.createDirectories(root.resolve("iris"));
        Files.createSymbolicLink(model.resolve("self"), model);
        assertThatThrownBy(() -> Fetching.pull(model.toString(), workspace.resolve("copy")))
                .hasMessageContaining("links go in a circle");
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void findsAClaimWhereItIsMounted() throws Exception {
        Path model = Files.createDirectories(root.resolve("claim/models/iris"));
        Files.writeString(model.resolve("model.onnx"), "x");
        assertThat(fetch("pvc://claim/models/iris", Map.of("SERVAL_PVC_DIR", root.toString())))
                .isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({
        "pvc://other/iris, claim 'other' is not mounted at",
        "pvc://claim/../x, leads out of the claim",
        "pvc://../claim, is no name of a claim",
        "pvc:///x, is no name of a claim",
        "pvc://claim/none, does not exist"
    })
    void refusesWhatIsInNoClaim(String uri, String cause) throws Exception {
        Files.createDirectories(root.resolve("claim"));
        assertThatThrownBy(() -> fetch(uri, Map.of("SERVAL_PVC_DIR", root.toString())))
                .hasMessageContaining(cause);
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
    void saysThatADirectoryHoldsOtherFiles() throws IOException {
        Path model = Files.writeString(root.resolve("iris.onnx"), "this");
        Files.writeString(workspace.resolve("foreign"), "in the way");
        assertThatThrownBy(() -> Fetching.pull(model.toString(), workspace))
                .hasMessageContaining(
                        "%s holds other files, expected a new or an empty directory", workspace);
        assertThat(workspace.resolve("foreign")).hasContent("in the way");
    }

    @Test
    void saysThatADirectoryIsAFile() throws IOException {
        Path model = Files.writeString(root.resolve("iris.onnx"), "this");
        assertThatThrownBy(() -> Fetching.pull(model.toString(), model))
                .hasMessageContaining("%s is a file, expected a directory", model);
    }

    private Path fetch(String uri) throws Exception {
        return fetch(uri, Map.of());
    }

    private Path fetch(String uri, Map<String, String> environment) throws Exception {
        try (FetchedModel model =
                Fetching.with(Fetching.SETTINGS, environment)
                        .fetch(StorageUri.parse(uri), workspace)) {
            return model.directory();
        }
    }
}
