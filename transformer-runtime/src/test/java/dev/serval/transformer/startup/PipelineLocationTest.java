package dev.serval.transformer.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.fetching.stored.StorageConfig;
import dev.serval.fetching.stored.StoredModel;
import dev.serval.server.configuration.ConfigurationException;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLocationTest {
    private final Map<String, String> properties = new HashMap<>();

    @TempDir Path root;
    private Path folder;

    @BeforeEach
    void writePipeline() throws Exception {
        folder = Files.createDirectory(root.resolve("steps"));
        Files.writeString(folder.resolve("labels.txt"), "left");
    }

    @Test
    void aFileThatIsNamedIsNotFetched() throws Exception {
        properties.put("serval.transformer.pipeline", "own.yaml");
        properties.put("serval.storage.uri", "s3://bucket/steps");
        assertThat(location().find()).contains(Path.of("own.yaml"));
    }

    @Test
    void aFileThatAPodWouldHaveMountedIsOneOfThoseThatAreFetched() throws Exception {
        Path file = Files.writeString(folder.resolve("own.yaml"), "inputs: []");
        properties.put("serval.transformer.pipeline", "/mnt/models/own.yaml");
        properties.put("serval.storage.uri", folder.toString());
        PipelineLocation location = location();
        assertThat(location.find()).isEmpty();
        assertThat(location.fetch()).isEqualTo(file);
    }

    @Test
    void aFileOfSeveralUrisIsFoundByItsPlace() throws Exception {
        Files.writeString(folder.resolve("own.yaml"), "inputs: []");
        Path words = Files.createDirectory(root.resolve("words"));
        Files.writeString(words.resolve("vocab.txt"), "a");
        properties.put("serval.transformer.pipeline", "/steps/own.yaml");
        properties.put(
                "serval.storage.uris",
                "[{\"uri\": \"%s\", \"mountPath\": \"/steps\"}, {\"uri\": \"%s\"}]"
                        .formatted(folder, words));
        assertThat(location().fetch().resolveSibling("labels.txt")).hasContent("left");
    }

    @Test
    void aModelDirectoryIsWhereThePipelineWasBrought() throws Exception {
        Path brought = Files.writeString(root.resolve("transformer.yaml"), "inputs: []");
        properties.put("serval.model.dir", root.toString());
        properties.put("serval.storage.uri", "s3://bucket/steps");
        assertThat(location().find()).contains(brought);
    }

    @Test
    void whatIsNotInTheModelDirectoryIsFetched() throws Exception {
        properties.put("serval.model.dir", root.toString());
        assertThat(location().find()).contains(root.resolve("transformer.yaml"));
        properties.put("serval.storage.uri", "s3://bucket/steps");
        assertThat(location().find()).isEmpty();
    }

    @Test
    void refusesToServeWithoutAPipelineAndSaysWhatNamesOne() {
        assertThatThrownBy(() -> location().find())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "expected --pipeline FILE, --storage_uri URI, or --model_dir");
    }

    @Test
    void aFolderOfThisMachineIsUsedWhereItIs() throws Exception {
        Files.writeString(folder.resolve("transformer.yaml"), "inputs: []");
        properties.put("serval.storage.uri", folder.toUri().toString());
        PipelineLocation location = location();
        assertThat(location.find()).isEmpty();
        assertThat(location.fetch()).isEqualTo(folder.resolve("transformer.yaml"));
    }

    @Test
    void aFileOfThisMachineKeepsItsNeighbours() throws Exception {
        Path file = Files.writeString(folder.resolve("own.yaml"), "inputs: []");
        properties.put("serval.storage.uri", "file://" + file);
        assertThat(location().fetch().resolveSibling("labels.txt")).exists();
    }

    @Test
    void severalUrisAreFoundByTheirPlaces() throws Exception {
        Files.writeString(folder.resolve("transformer.yaml"), "inputs: []");
        Path words = Files.createDirectory(root.resolve("words"));
        Files.writeString(words.resolve("vocab.txt"), "a");
        properties.put(
                "serval.storage.uris",
                "[{\"uri\": \"%s\"}, {\"uri\": \"%s\", \"mountPath\": \"/mnt/models/words\"}]"
                        .formatted(folder, words));
        PipelineLocation location = location();
        assertThat(location.find()).isEmpty();
        assertThat(location.fetch()).isRegularFile().hasFileName("transformer.yaml");
        assertThat(location.fetch().resolveSibling("words/vocab.txt")).hasContent("a");
    }

    @Test
    void saysWhatIsThereInPlaceOfAPipeline() throws Exception {
        Files.writeString(folder.resolve("pipeline.yml"), "inputs: []");
        properties.put("serval.storage.uri", folder.toString());
        assertThatThrownBy(() -> location().fetch())
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI '%s' has [labels.txt, pipeline.yml], expected transformer.yaml",
                        folder);
    }

    @Test
    void saysWhichStoresThereAre() {
        properties.put("serval.storage.uri", "gopher://host/steps");
        assertThatThrownBy(() -> location().fetch())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("'gopher'")
                .hasMessageContaining("s3");
    }

    private PipelineLocation location() {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(StorageConfig.class)
                        .withMapping(TransformerConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build();
        return new PipelineLocation(
                config.getConfigMapping(TransformerConfig.class),
                Optional.ofNullable(properties.get("serval.model.dir")).map(Path::of),
                Optional.ofNullable(properties.get("serval.storage.uri")),
                new StoredModel(
                        config.getConfigMapping(StorageConfig.class),
                        new StoreAccess(Map.of()),
                        FetchListener.SILENT));
    }
}
