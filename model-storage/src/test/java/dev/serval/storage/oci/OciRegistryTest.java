package dev.serval.storage.oci;

import static dev.serval.storage.testing.UnrulyServer.serve;
import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.TarBytes;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciRegistryTest {
    private static final byte[] WEIGHTS = Bytes.random(200_000, 9);

    @TempDir Path root;

    private UnrulyServer server;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        server = new UnrulyServer();
        server.on("/v2/", (_, out) -> text(out, 200, "{}"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void pullsAnArtefactAndAnImageFromARealRegistry() throws Exception {
        byte[] layer = Bytes.gzip(new TarBytes().file("models/iris.onnx", "image").bytes());
        try (ImageRegistry registry = ImageRegistry.start(root)) {
            registry.pushFile("models/iris", "files", "iris.onnx", WEIGHTS)
                    .pushImage("models/iris", "image", layer);
            String host = "oci://" + registry.host();
            Fetching.pull(host + "/models/iris:files", root.resolve("files"), environment);
            assertThat(root.resolve("files/iris.onnx")).hasBinaryContent(WEIGHTS);
            Fetching.pull(host + "/models/iris:image", root.resolve("image"), environment);
            assertThat(root.resolve("image/iris.onnx")).hasContent("image");
            String digest =
                    Bytes.sha256(ImageRegistry.image(layer).getBytes(StandardCharsets.UTF_8));
            Fetching.pull(
                    host + "/models/iris@sha256:" + digest, root.resolve("pinned"), environment);
            assertThat(root.resolve("pinned/iris.onnx")).hasContent("image");
            assertThatThrownBy(() ->
                            Fetching.pull(
                                    host + "/models/iris:none", root.resolve("x"), environment))
                    .hasMessageContaining("it is not there")
                    .hasMessageContaining("MANIFEST_UNKNOWN");
        }
    }

    @Test
    void choosesAnImageOfAnIndex() throws Exception {
        byte[] layer = new TarBytes().file("models/iris.onnx", "of the index").bytes();
        String manifest = ImageRegistry.image(layer);
        String digest = "sha256:" + Bytes.sha256(manifest.getBytes(StandardCharsets.UTF_8));
        server.on(
                "/v2/m/manifests/latest",
                (_, out) ->
                        text(
                                out,
                                200,
                                """
                                {"manifests": [{"digest": "sha256:bad", "platform": {"architecture": "unknown"}},
                                 {"digest": "%s", "platform": {"architecture": "riscv"}}]}\
                                """
                                        .formatted(digest)));
        server.on("/v2/m/manifests/" + digest, (_, out) -> text(out, 200, manifest));
        server.file("/v2/m/blobs/sha256:" + Bytes.sha256(layer), layer);
        pull("m");
        assertThat(root.resolve("m/iris.onnx")).hasContent("of the index");
    }

    @Test
    void fetchesATokenForItsLogin() throws Exception {
        Files.writeString(
                root.resolve("config.json"),
                """
                {"auths": {"localhost:%d": {"auth": "%s"}}}\
                """
                        .formatted(
                                server.port(),
                                Base64.getEncoder().encodeToString("me:secret".getBytes())));
        environment.put("DOCKER_CONFIG", root.toString());
        server.on(
                "/v2/",
                (_, out) ->
                        text(
                                out,
                                401,
                                "",
                                "WWW-Authenticate: Bearer realm=\"%s\",service=\"the service\""
                                        .formatted(server.url("/token"))));
        server.on(
                "/token",
                (request, out) -> {
                    assertThat(request.path())
                            .contains("scope=repository%3Am%3Apull", "service=the%20service");
                    assertThat(request.header("Authorization")).startsWith("Basic ");
                    text(out, 200, "{\"token\": \"the token\"}");
                });
        server.on(
                "/v2/m/manifests/latest",
                (request, out) -> {
                    assertThat(request.header("Authorization")).isEqualTo("Bearer the token");
                    text(out, 200, ImageRegistry.artefact("a.onnx", WEIGHTS));
                });
        server.file("/v2/m/blobs/sha256:" + Bytes.sha256(WEIGHTS), WEIGHTS);
        pull("m");
        assertThat(root.resolve("m/a.onnx")).hasBinaryContent(WEIGHTS);
        assertThat(server.requestsOf("/token")).isEqualTo(1);
    }

    @Test
    void saysWhichLoginWasDenied() {
        server.on("/v2/", (_, out) -> text(out, 401, "", "WWW-Authenticate: Basic realm=\"x\""));
        server.on("/v2/m/manifests/latest", (_, out) -> text(out, 401, ""));
        assertThatThrownBy(() -> pull("m"))
                .hasMessageContaining("repository 'm' of registry localhost")
                .hasMessageContaining("access is denied")
                .hasMessageEndingWith("; no credentials were found, so none were sent");
    }

    @Test
    void refusesALayerThatIsNotItsDigest() {
        server.on(
                "/v2/m/manifests/latest",
                (_, out) -> text(out, 200, ImageRegistry.artefact("a.onnx", WEIGHTS)));
        byte[] other = Bytes.random(WEIGHTS.length, 10);
        server.on(
                "/v2/m/blobs/sha256:" + Bytes.sha256(WEIGHTS),
                (request, out) -> serve(request, out, other, "\"x\""));
        assertThatThrownBy(() -> pull("m"))
                .hasMessageEndingWith(
                        "file 'a.onnx' has SHA256 %s, expected %s",
                        Bytes.sha256(other), Bytes.sha256(WEIGHTS));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void refusesAManifestThatIsNotItsDigest() {
        String digest = "sha256:" + Bytes.sha256(new byte[1]);
        server.on("/v2/m/manifests/" + digest, (_, out) -> text(out, 200, "{}"));
        assertThatThrownBy(() -> pull("m@" + digest))
                .hasMessageContaining("the manifest has SHA256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|its manifest has no layers",
                "{\"layers\": []}|its manifest has no layers",
                "{\"manifests\": []}|its index has no image",
                "nothing|its manifest is no JSON",
                "{\"layers\": [{\"digest\": \"md5:1\"}]}|has the digest 'md5:1'",
                "{\"layers\": [{\"digest\": \"sha256:1\", \"mediaType\": \"x+zstd\"}]}|is compressed with zstd",
                "{\"layers\": [{\"digest\": \"sha256:abc\", \"annotations\": {\"org.opencontainers.image.title\": \"../x\"}}]}|has the digest"
            })
    void refusesAManifestThatIsNone(String manifest, String cause) {
        server.on("/v2/m/manifests/latest", (_, out) -> text(out, 200, manifest));
        assertThatThrownBy(() -> pull("m")).hasMessageContaining(cause);
    }

    @Test
    void refusesAFileThatWouldEscape() {
        server.on(
                "/v2/m/manifests/latest",
                (_, out) -> text(out, 200, ImageRegistry.artefact("../x", WEIGHTS)));
        assertThatThrownBy(() -> pull("m"))
                .hasMessageContaining("'../x', which would lie outside the model's directory");
    }

    @ParameterizedTest
    @CsvSource({
        "iris, registry-1.docker.io, library/iris, latest",
        "me/iris:v1, registry-1.docker.io, me/iris, v1",
        "ghcr.io/o/m:v1, ghcr.io, o/m, v1",
        "localhost/m, localhost, m, latest",
        "r:5000/a/b/c@sha256:0123456789012345678901234567890123456789012345678901234567890123, r:5000, a/b/c, sha256:0123456789012345678901234567890123456789012345678901234567890123"
    })
    void readsReferencesAsDockerDoes(
            String text, String registry, String repository, String version) throws Exception {
        assertThat(OciReference.of(new StorageUri("oci", text)))
                .isEqualTo(new OciReference(registry, repository, version));
    }

    @ParameterizedTest
    @CsvSource({"A/B", "r.io/m:", "r.io/m@sha256:1", "' '"})
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> OciReference.of(new StorageUri("oci", text)))
                .hasMessageContaining("names no image");
    }

    private void pull(String reference) throws Exception {
        Fetching.pull(
                "oci://localhost:%d/%s".formatted(server.port(), reference),
                root.resolve("m"),
                environment);
    }
}
