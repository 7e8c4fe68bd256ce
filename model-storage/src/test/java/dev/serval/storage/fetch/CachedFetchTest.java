package dev.serval.storage.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.fetch.FetchedModel.Source;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import dev.serval.storage.transfer.TransferLimits;
import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFetchTest {
    private static final byte[] CONTENT = Bytes.random(200_000, 5);

    @TempDir Path root;

    private UnrulyServer server;
    private FetchSettings cached;

    @BeforeEach
    void startServer() throws IOException {
        server = new UnrulyServer().file("/iris.onnx", CONTENT);
        cached = Fetching.SETTINGS.withCache(root.resolve("cache"), 1 << 20);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void fetchesOnceForAllThatUseItsCache() throws Exception {
        try (FetchedModel first = fetch(cached)) {
            assertThat(first.source()).isEqualTo(Source.STORE);
            assertThat(first.directory().resolve("iris.onnx")).hasBinaryContent(CONTENT);
        }
        long before = bytesAskedFor();
        try (FetchedModel second = fetch(cached)) {
            assertThat(second.source()).isEqualTo(Source.CACHE);
        }
        assertThat(bytesAskedFor()).isEqualTo(before);
    }

    @Test
    void pullsFromItsCacheWithoutTakingRoomTwice() throws Exception {
        pull(cached, root.resolve("one"));
        pull(cached, root.resolve("two"));
        Path one = root.resolve("one/iris.onnx");
        assertThat(one).hasBinaryContent(CONTENT);
        assertThat(Files.isSameFile(one, root.resolve("two/iris.onnx")))
                .as("the files are links to one")
                .isTrue();
    }

    @Test
    void keepsAModelApartThatWasHeldAgainstAnotherDigest() throws Exception {
        fetch(cached).close();
        RequestedDigest wrong = RequestedDigest.parse("ab".repeat(32));
        assertThatThrownBy(() -> fetch(cached.withSha256(wrong)))
                .hasMessageContaining(Bytes.sha256(CONTENT))
                .hasMessageContaining("ab".repeat(32));
        RequestedDigest right = RequestedDigest.parse(Bytes.sha256(CONTENT));
        try (FetchedModel model = fetch(cached.withSha256(right))) {
            assertThat(model.directory().resolve("iris.onnx")).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void fetchesIntoItsWorkspaceWithoutACache() throws Exception {
        try (FetchedModel model = fetch(Fetching.SETTINGS)) {
            assertThat(model.source()).isEqualTo(Source.STORE);
            assertThat(model.directory()).startsWith(root.resolve("workspace"));
            assertThat(model.directory().resolve("iris.onnx")).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void holdsFilesOfThisMachineAgainstTheRequestedDigestToo() throws Exception {
        Path model = Files.createDirectory(root.resolve("local"));
        Files.writeString(model.resolve("a.onnx"), "a");
        Path archive = Files.write(root.resolve("a.zip"), Bytes.zip("a.onnx", "a"));
        FetchSettings settings =
                Fetching.SETTINGS.withSha256(RequestedDigest.parse("cd".repeat(32)));
        for (Path path : new Path[] {model, model.resolve("a.onnx"), archive}) {
            assertThatThrownBy(() ->
                            Fetching.with(settings, Map.of())
                                    .fetch(
                                            StorageUri.parse(path.toString()),
                                            root.resolve("workspace")))
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("cd".repeat(32));
        }
    }

    @Test
    void copiesNoMoreOfThisMachinesFilesThanIsAllowed() throws Exception {
        Path model = Files.createDirectory(root.resolve("local"));
        Files.write(model.resolve("a.onnx"), new byte[60]);
        Files.write(model.resolve("b.onnx"), new byte[60]);
        TransferSettings quick = Fetching.QUICK;
        FetchSettings few =
                Fetching.SETTINGS.withTransfer(
                        new TransferSettings(
                                quick.parallel(),
                                quick.segmentBytes(),
                                quick.stall(),
                                quick.retry(),
                                new TransferLimits(100, 10)));
        assertThatThrownBy(() ->
                        Fetching.with(few, Map.of())
                                .pull(StorageUri.parse(model.toString()), root.resolve("copy")))
                .hasMessageContaining("has more than 100 bytes or 10 files");
        assertThat(root.resolve("copy")).doesNotExist();
    }

    private FetchedModel fetch(FetchSettings settings) throws Exception {
        return Fetching.with(settings, Map.of())
                .fetch(StorageUri.parse(server.url("/iris.onnx")), root.resolve("workspace"));
    }

    private void pull(FetchSettings settings, Path directory) throws Exception {
        Fetching.with(settings, Map.of())
                .pull(StorageUri.parse(server.url("/iris.onnx")), directory);
    }

    private long bytesAskedFor() {
        return server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .filter(request -> !request.header("Range").equals("bytes=0-0"))
                .count();
    }
}
