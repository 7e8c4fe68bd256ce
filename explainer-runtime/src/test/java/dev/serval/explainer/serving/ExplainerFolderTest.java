package dev.serval.explainer.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.fetching.stored.StorageConfig;
import dev.serval.fetching.stored.StoredModel;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerFolderTest {
    private static final UnaryOperator<Path> HERE = path -> path;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir Path root;

    @Test
    void aFolderThatAClusterBringsIsThereAtOnce() {
        assertThat(folder().find()).contains(Path.of("/mnt/models"));
    }

    @Test
    void whatAUriNamesIsFetchedFirst() throws Exception {
        Files.writeString(root.resolve("background.csv"), "1,2\n");
        properties.put("serval.storage.uri", root.toString());
        assertThat(folder().find()).isEmpty();
        assertThat(folder().fetch()).isEqualTo(root);
    }

    @Test
    void severalUrisMakeOneFolder() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Files.writeString(data.resolve("background.csv"), "1,2\n");
        Path model = Files.createDirectory(root.resolve("iris"));
        Files.writeString(model.resolve("model.onnx"), "trees");
        properties.put(
                "serval.storage.uris",
                "[{\"uri\": \"%s\"}, {\"uri\": \"%s\", \"mountPath\": \"/mnt/models/iris\"}]"
                        .formatted(data, model));
        Path folder = folder().fetch();
        assertThat(folder.resolve("background.csv")).exists();
        assertThat(folder.resolve("iris/model.onnx")).hasContent("trees");
    }

    @Test
    void whatAPodWouldHaveMountedIsFoundInWhatWasFetched() throws Exception {
        Files.writeString(root.resolve("own.yaml"), "background: /mnt/models/rows.csv\n");
        Files.writeString(root.resolve("rows.csv"), "1,2\n3,4\n");
        properties.put("serval.storage.uri", root.toString());
        ExplainerFolder folder = folder();

        ExplainerSetup setup =
                SetupReader.of(
                                config(
                                        Map.of(
                                                "serval.explainer.config",
                                                "/mnt/models/own.yaml",
                                                "serval.explainer.model-file",
                                                "/mnt/models/model.onnx")),
                                folder.fetch(),
                                folder::find)
                        .read(Map.of());

        assertThat(setup.findBackground().orElseThrow().rows().width()).isEqualTo(2);
        assertThat(setup.modelFile())
                .extracting(SetupPlace::path)
                .isEqualTo(root.resolve("model.onnx"));
    }

    @Test
    void aUriOfItsOwnStandsForTheOnlyFileThereOrForTheFolder() throws Exception {
        Path data = Files.createDirectories(root.resolve("claim/data"));
        Path file = Files.writeString(data.resolve("background.csv"), "1,2\n");
        environment.put("SERVAL_PVC_DIR", root.toString());

        Map<String, SetupPlace> one = folder().fetch(List.of("pvc://claim/data"));
        assertThat(one)
                .containsExactly(
                        Map.entry("pvc://claim/data", new SetupPlace("pvc://claim/data", file)));

        Files.writeString(data.resolve("README.md"), "rows");
        assertThat(folder().fetch(List.of("pvc://claim/data")))
                .containsExactly(
                        Map.entry("pvc://claim/data", new SetupPlace("pvc://claim/data", data)));
    }

    @Test
    void theSetupSaysWhatLiesInStores() throws Exception {
        Files.writeString(
                root.resolve("explainer.yaml"),
                "background: s3://data/rows.csv\nmodelFile: models/model.onnx\n");

        assertThat(SetupReader.of(config(Map.of()), root, HERE).stored())
                .containsExactly("s3://data/rows.csv");
        assertThat(
                        SetupReader.of(
                                        config(
                                                Map.of(
                                                        "serval.explainer.background",
                                                        "rows.csv",
                                                        "serval.explainer.model-file",
                                                        "models:/iris/1")),
                                        root,
                                        HERE)
                                .stored())
                .containsExactly("models:/iris/1");
    }

    @Test
    void whatWasFetchedIsCalledByItsUriWithoutItsSignature() throws Exception {
        Path rows = Files.writeString(root.resolve("rows.csv"), "1,2\n3,x\n");
        String uri = "https://account.blob.core.windows.net/data/rows.csv?sig=secret";
        ExplainerConfig config = config(Map.of("serval.explainer.background", uri));
        String shown = StorageUri.shown(uri);

        assertThatThrownBy(() ->
                        SetupReader.of(config, root, HERE)
                                .read(Map.of(uri, new SetupPlace(shown, rows))))
                .hasMessage(
                        "https://account.blob.core.windows.net/data/rows.csv?…: line 2 holds 'x', expected numbers");
    }

    @Test
    void saysThatThereIsNothing() {
        properties.put("serval.storage.uri", "file:///gone/explainer");
        assertThatThrownBy(() -> folder().fetch())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("storage URI 'file:///gone/explainer': ");
    }

    private static ExplainerConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ExplainerConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ExplainerConfig.class);
    }

    private ExplainerFolder folder() {
        StorageConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(StorageConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build()
                        .getConfigMapping(StorageConfig.class);
        return new ExplainerFolder(
                new StoredModel(config, new StoreAccess(environment), FetchListener.SILENT),
                "/mnt/models",
                Optional.ofNullable(properties.get("serval.storage.uri")));
    }
}
