package dev.serval.storage.huggingface;

import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceHubTest {
    private static final byte[] WEIGHTS = Bytes.random(200_000, 9);

    /// `git hash-object` of `{}`.
    private static final String CONFIG_BLOB = "9e26dfeeb6e641a33dae4961196235bdb965b21b";

    @TempDir Path root;

    private RebuiltHub hub;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void startHub() throws IOException {
        hub =
                new RebuiltHub()
                        .small("owner/model", "config.json", "{}".getBytes())
                        .large("owner/model", "onnx/model.onnx", WEIGHTS);
        environment.put("HF_ENDPOINT", hub.url());
        environment.put("HF_TOKEN", "hf_secret");
        model("main", Bytes.sha256(WEIGHTS), CONFIG_BLOB);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void fetchesEveryFileOfOneCommit() throws Exception {
        pull("hf://owner/model");
        assertThat(root.resolve("m/config.json")).hasContent("{}");
        assertThat(root.resolve("m/onnx/model.onnx")).hasBinaryContent(WEIGHTS);
        assertThat(hub.server().requests())
                .allMatch(request -> request.header("Authorization").equals("Bearer hf_secret"));
        assertThat(hub.largeFiles().requests())
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isEmpty());
    }

    @Test
    void fetchesARevision() throws Exception {
        model("v1.0", Bytes.sha256(WEIGHTS), CONFIG_BLOB);
        hub.server().on("/api/models/owner/model/revision/main", (_, out) -> text(out, 404, ""));
        pull("hf://owner/model:v1.0");
        assertThat(root.resolve("m/config.json")).hasContent("{}");
    }

    @Test
    void fetchesWhatPatternsLeave() throws Exception {
        environment.put("STORAGE_ALLOW_PATTERNS", "[\"*.json\", \"*.txt\"]");
        pull("hf://owner/model");
        assertThat(root.resolve("m/config.json")).exists();
        assertThat(root.resolve("m/onnx")).doesNotExist();
    }

    @Test
    void saysThatPatternsLeaveNothing() {
        environment.put("STORAGE_ALLOW_PATTERNS", "*.bin, *.[pq]t");
        environment.put("STORAGE_IGNORE_PATTERNS", "config.*");
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessageContaining(
                        "none of 2 files is left by STORAGE_ALLOW_PATTERNS [*.bin, *.[pq]t]"
                                + " and STORAGE_IGNORE_PATTERNS [config.*]");
    }

    @Test
    void refusesLargeFilesAndSmallOnesThatDiffer() {
        model("main", Bytes.sha256(new byte[1]), CONFIG_BLOB);
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessageContaining("file 'onnx/model.onnx' has SHA256");
        model("main", Bytes.sha256(WEIGHTS), CONFIG_BLOB.replace('9', '8'));
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessageContaining("file 'config.json' has GIT_SHA1 " + CONFIG_BLOB);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThatThrownBy(() -> pull("hf://owner/other"))
                .hasMessageContaining("repository 'owner/other' at " + hub.url())
                .hasMessageContaining("it is not there");
    }

    @Test
    void saysWhoseTokenWasDeniedAndThatThereWasNone() {
        String model = "/api/models/owner/model/revision/main";
        hub.server().on(model, (_, out) -> text(out, 403, "gated"));
        String denied =
                "storage URI 'hf://owner/model': repository 'owner/model' at %1$s: access is denied: %1$s%2$s?… answered 403 (gated); "
                        .formatted(hub.url(), model);
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessage(denied + "credentials came from environment variable HF_TOKEN");
        environment.remove("HF_TOKEN");
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessage(denied + "no credentials were found, so none were sent");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysWhoseTokenWasDeniedAFile() {
        hub.server()
                .on(
                        "/owner/model/resolve/%s/config.json".formatted(RebuiltHub.COMMIT),
                        (_, out) -> text(out, 401, "expired"));
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessageStartingWith("storage URI 'hf://owner/model': ")
                .hasMessageContaining("access is denied")
                .hasMessageEndingWith("credentials came from environment variable HF_TOKEN");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void takesTheTokenOfHuggingFacesTools() throws Exception {
        environment.remove("HF_TOKEN");
        environment.put("HF_HOME", root.toString());
        Files.writeString(root.resolve("token"), "hf_file\n");
        hub.server()
                .on("/api/models/owner/model/revision/main", (_, out) -> text(out, 401, "gated"));
        assertThatThrownBy(() -> pull("hf://owner/model"))
                .hasMessageContaining("access is denied")
                .hasMessageEndingWith("credentials came from file " + root.resolve("token"));
        assertThat(hub.server().requests().getFirst().header("Authorization"))
                .isEqualTo("Bearer hf_file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf://a/b/c", "hf://a b", "hf://:main"})
    void refusesWhatIsNoRepository(String uri) {
        assertThatThrownBy(() -> pull(uri)).hasMessageContaining("names no repository");
    }

    private void model(String revision, String sha256, String blob) {
        hub.revision(
                "owner/model",
                revision,
                RebuiltHub.Described.small("config.json", 2, blob),
                RebuiltHub.Described.large("onnx/model.onnx", WEIGHTS.length, sha256));
    }

    private void pull(String uri) throws Exception {
        Fetching.pull(uri, root.resolve("m"), environment);
    }
}
