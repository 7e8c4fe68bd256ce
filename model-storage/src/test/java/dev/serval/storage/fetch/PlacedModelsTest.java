package dev.serval.storage.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.fetch.PlacedModels.Placed;
import dev.serval.storage.source.StorageUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacedModelsTest {
    @TempDir Path root;

    @Test
    void linksModelsThatHaveAPlaceForThemselves() throws Exception {
        PlacedModels models =
                models(
                        placed("/mnt/models/a", model("a", "a.onnx")),
                        placed("/mnt/models/b/1", model("b", "b.onnx")));
        models.make();
        Path tree = models.find(Path.of("/mnt/models"));
        assertThat(tree).startsWith(root.resolve("tree"));
        assertThat(tree.resolve("a")).isSymbolicLink();
        assertThat(tree.resolve("a/a.onnx")).hasContent("a.onnx");
        assertThat(tree.resolve("b/1/b.onnx")).hasContent("b.onnx");
        assertThat(models.find(Path.of("/mnt/models/a/a.onnx"))).exists();
        assertThat(models.find(Path.of("/mnt/other"))).isEqualTo(Path.of("/mnt/other"));
    }

    @Test
    void whatWasFoundBelowAModelsPlaceIsWhereItIs() throws Exception {
        Path model = model("a", "a.onnx");
        PlacedModels models = models(placed(root.toString(), model));
        models.make();
        Path found = models.find(root.resolve("a.onnx"));
        assertThat(found).startsWithRaw(root.resolve("tree")).hasContent("a.onnx");
        assertThat(models.find(found)).isEqualTo(found);
        assertThat(models.find(found.toRealPath())).isEqualTo(found.toRealPath());
    }

    @Test
    void gathersModelsThatShareAPlaceOrLieInOneAnothers() throws Exception {
        Path linked = model("linked", "weights");
        Files.createSymbolicLink(linked.resolve("link"), Path.of("weights"));
        PlacedModels models =
                models(
                        placed("/mnt/models", model("a", "a.onnx")),
                        placed("/mnt/models/", model("b", "b.txt")),
                        placed("/mnt/models/deep/c", linked));
        models.make();
        models.make();
        Path tree = models.find(Path.of("/mnt/models"));
        assertThat(tree.resolve("a.onnx")).hasContent("a.onnx");
        assertThat(tree.resolve("b.txt")).hasContent("b.txt");
        assertThat(tree.resolve("deep/c/link")).isRegularFile().hasContent("weights");
        assertThat(root.resolve("a")).isDirectoryNotContaining("glob:**deep*");
    }

    @Test
    void refusesTwoFilesInOnePlace() throws Exception {
        PlacedModels models =
                models(
                        placed("/mnt/models", model("a", "same.onnx")),
                        placed("/mnt/models", model("b", "same.onnx")));
        assertThatThrownBy(models::make)
                .hasMessage(
                        "storage URI 'file://%s': its file 'same.onnx' is in %s already, from another URI",
                        root.resolve("b"), root.resolve("tree/mnt/models"));
    }

    private PlacedModels models(Placed... models) {
        return new PlacedModels(root.resolve("tree"), List.of(models));
    }

    private Placed placed(String place, Path directory) throws Exception {
        return new Placed(StorageUri.parse(directory.toString()), Path.of(place), directory);
    }

    private Path model(String folder, String file) throws Exception {
        Path model = Files.createDirectory(root.resolve(folder));
        Files.writeString(model.resolve(file), file);
        return model;
    }
}
