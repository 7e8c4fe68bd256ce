package dev.serval.fetching.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.serval.storage.fetch.FetchListener;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.transfer.TransferProgress;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredModelTest {
    private static final byte[] CONTENT = new byte[1000];

    private static final Path MODELS = Path.of("/mnt/models");

    @TempDir Path root;

    private HttpServer server;
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/iris.onnx",
                exchange -> {
                    exchange.getResponseHeaders().add("ETag", "\"v1\"");
                    exchange.sendResponseHeaders(200, CONTENT.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(CONTENT);
                    } catch (IOException abandoned) {
                        // A first look at the file leaves its body.
                    }
                });
        server.start();
        properties.put(
                "serval.storage.uri",
                "http://127.0.0.1:%d/iris.onnx".formatted(server.getAddress().getPort()));
        properties.put("serval.storage.dir", root.toString());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void fetchesIntoItsFolderAndTellsHowFarItIs() throws Exception {
        try (StoredModel model = model()) {
            assertThat(model.isAsked()).isTrue();
            assertThat(model.progress()).isEmpty();
            Path directory = model.fetch(MODELS);
            assertThat(directory.resolve("iris.onnx")).hasBinaryContent(CONTENT);
            assertThat(directory).startsWith(root);
            assertThat(progress.getFirst())
                    .startsWith(
                            "%s is being fetched: 0 bytes"
                                    .formatted(properties.get("serval.storage.uri")))
                    .endsWith(".");
            assertThat(model.progress()).isEmpty();
        }
    }

    @Test
    void whatAPodWouldHaveMountedIsInWhatWasFetched() throws Exception {
        Path file = MODELS.resolve("iris.onnx");
        try (StoredModel model = model()) {
            assertThat(model.brings(file)).isTrue();
            assertThat(model.brings(Path.of("/etc/iris.onnx"))).isFalse();
            assertThat(model.find(file)).as("before it is fetched").isEqualTo(file);

            Path directory = model.fetch(MODELS);

            assertThat(model.find(file)).isEqualTo(directory.resolve("iris.onnx")).exists();
            assertThat(model.find(Path.of("/mnt/models/../iris.onnx")))
                    .isEqualTo(Path.of("/mnt/models/../iris.onnx"));
            assertThat(model.find(Path.of("iris.onnx"))).isEqualTo(Path.of("iris.onnx"));
        }
        properties.remove("serval.storage.uri");
        try (StoredModel model = model()) {
            assertThat(model.brings(file)).isFalse();
        }
    }

    @Test
    void whatWasFindableOnceIsWhereItIs() {
        Path fetched = MODELS.resolve("cd02");
        Path found = StoredModel.inPlace(MODELS.resolve("rows.csv"), fetched);
        assertThat(found).isEqualTo(Path.of("/mnt/models/cd02/rows.csv"));
        assertThat(StoredModel.inPlace(found, fetched)).isEqualTo(found);
    }

    @Test
    void fetchesWhatIsWantedBesideTheModelWithoutItsDigest() throws Exception {
        String remote = String.valueOf(properties.remove("serval.storage.uri"));
        properties.put("serval.storage.sha256", "ab".repeat(32));
        try (StoredModel model = model()) {
            assertThat(model.isAsked()).isFalse();
            assertThat(model.fetchBeside(remote).resolve("iris.onnx")).hasBinaryContent(CONTENT);
            assertThat(progress).singleElement().asString().startsWith(remote);
        }
    }

    @Test
    void fetchesOnceIntoACache() throws Exception {
        properties.put("serval.storage.cache", root.resolve("cache").toString());
        properties.put("serval.storage.cache-size", "1M");
        try (StoredModel one = model()) {
            one.fetch(MODELS);
        }
        try (StoredModel another = model()) {
            assertThat(another.fetch(MODELS)).startsWith(root.resolve("cache"));
        }
        assertThat(progress).hasSize(1);
    }

    @Test
    void refusesAModelThatIsTooLarge() throws Exception {
        properties.put("serval.storage.max-bytes", "999");
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("at most 999 bytes are allowed");
        }
    }

    @Test
    void refusesAModelWithoutASignatureIfOneIsRequired() throws Exception {
        properties.put("serval.storage.verify", "required");
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS))
                    .hasMessageContaining("neither a trusted key nor a trusted certificate");
        }
    }

    @Test
    void saysWhichSettingIsOutOfBounds() throws Exception {
        properties.put("serval.storage.parallel", "0");
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS))
                    .hasMessage(
                            "storage URI '%s': serval.storage: parallel is 0, expected 1 to 256",
                            properties.get("serval.storage.uri"));
        }
    }

    @Test
    void completesAUriByTheStorageSecret() throws Exception {
        Path model = Files.createDirectory(root.resolve("model"));
        Files.write(model.resolve("a.onnx"), CONTENT);
        properties.put("serval.storage.uri", "<scheme-placeholder>://iris");
        try (StoredModel stored = model()) {
            assertThatThrownBy(() -> stored.fetch(MODELS))
                    .hasMessageContaining("is completed by the storage secret, and there is none");
        }
    }

    @Test
    void putsSeveralModelsWhereAPodWouldHaveThem() throws Exception {
        Path local = Files.createDirectory(root.resolve("local"));
        Files.writeString(local.resolve("labels.txt"), "setosa");
        properties.remove("serval.storage.dir");
        String remote = properties.remove("serval.storage.uri");
        properties.put(
                "serval.storage.uris",
                "[{\"uri\": \"%s\"}, {\"uri\": \"%s\", \"mountPath\": \"/mnt/models/extra\"}]"
                        .formatted(remote, local));
        Path directory;
        try (StoredModel model = model()) {
            assertThat(model.arePlaced()).isTrue();
            directory = model.fetch(MODELS);
            assertThat(directory.resolve("iris.onnx")).hasBinaryContent(CONTENT);
            assertThat(directory.resolve("extra/labels.txt")).hasContent("setosa");
        }
        assertThat(directory).as("the temporary folder").doesNotExist();
        assertThat(local.resolve("labels.txt")).exists();
    }

    @Test
    void keepsFilesOfOneNameApart() throws Exception {
        properties.remove("serval.storage.uri");
        Path one = Files.createDirectory(root.resolve("one"));
        Path two = Files.createDirectory(root.resolve("two"));
        properties.put(
                "serval.storage.uris",
                "[{\"uri\": \"%s\", \"mountPath\": \"/mnt/models/1\"}, {\"uri\": \"%s\", \"mountPath\": \"/mnt/models/2\"}]"
                        .formatted(
                                Files.writeString(one.resolve("labels.txt"), "setosa"),
                                Files.writeString(two.resolve("labels.txt"), "cat")));
        try (StoredModel model = model()) {
            Path directory = model.fetch(MODELS);
            assertThat(directory.resolve("1/labels.txt")).hasContent("setosa");
            assertThat(directory.resolve("2/labels.txt")).hasContent("cat");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "s3://a",
                "[{}]",
                "[{\"uri\": \"a\", \"mountPath\": \"b\"}]",
                "[{\"uri\": \"a\", \"mountPath\": \"/\"}]"
            })
    void refusesWhatIsNoListOfUris(String uris) throws Exception {
        properties.remove("serval.storage.uri");
        properties.put("serval.storage.uris", uris);
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS))
                    .hasMessage(
                            "serval.storage.uris is '%s', expected [{\"uri\": \"…\", \"mountPath\": \"/mnt/models\"}]",
                            uris);
        }
    }

    @Test
    void refusesSeveralUrisBesideOneAndADigestThatIsOfOne() throws Exception {
        properties.put("serval.storage.uris", "[{\"uri\": \"a\"}]");
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS)).hasMessageContaining("are both given");
        }
        properties.remove("serval.storage.uri");
        properties.put("serval.storage.sha256", "ab".repeat(32));
        try (StoredModel model = model()) {
            assertThatThrownBy(() -> model.fetch(MODELS))
                    .hasMessage(
                            "serval.storage.sha256 and serval.storage.uris are both given, expected a digest of one URI");
        }
    }

    private StoredModel model() {
        StorageConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(StorageConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build()
                        .getConfigMapping(StorageConfig.class);
        StoredModel[] made = new StoredModel[1];
        made[0] =
                new StoredModel(
                        config,
                        new StoreAccess(Map.of()),
                        new FetchListener() {
                            @Override
                            public void began(Listing listing, TransferProgress begun) {
                                progress.add(made[0].progress());
                            }
                        });
        return made[0];
    }
}
