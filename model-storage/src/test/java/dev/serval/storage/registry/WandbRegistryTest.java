package dev.serval.storage.registry;

import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WandbRegistryTest {
    private static final byte[] WEIGHTS = Bytes.random(100_000, 6);

    @TempDir Path root;

    private RebuiltWandb wandb;
    private UnrulyServer server;

    @BeforeEach
    void startServers() throws Exception {
        wandb = new RebuiltWandb("iris:best").file("a.bin", WEIGHTS).file("deep/b.bin", WEIGHTS);
        server = wandb.server();
    }

    @AfterEach
    void stopServers() {
        wandb.close();
    }

    @Test
    void fetchesEveryFileOfAnArtefactAndShowsItsKeyToNobodyElse() throws Exception {
        pull("wandb://me/project/iris:best");
        assertThat(root.resolve("m/deep/b.bin")).hasBinaryContent(WEIGHTS);
        assertThat(server.requests())
                .allMatch(request ->
                        request.header("Authorization")
                                .equals(
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString("api:key".getBytes())));
        assertThat(wandb.files().requests())
                .allMatch(request -> request.header("Authorization").isEmpty());
    }

    @Test
    void saysThatThereIsNoArtefact() {
        server.on("/graphql", (_, out) -> text(out, 200, "{\"data\": {\"project\": null}}"));
        assertThatThrownBy(() -> pull("wandb://me/project/iris"))
                .hasMessageEndingWith(
                        "there is no artefact 'iris:latest' in project 'project' of 'me' that may be seen; credentials came from environment variable WANDB_API_KEY");
    }

    @Test
    void repeatsWhatTheServerRefuses() {
        server.on(
                "/graphql",
                (_, out) -> text(out, 200, "{\"errors\": [{\"message\": \"not logged in\"}]}"));
        assertThatThrownBy(() -> pull("wandb://me/project/iris"))
                .hasMessage(
                        "storage URI 'wandb://me/project/iris': W&B at %s: it refuses: not logged in; credentials came from environment variable WANDB_API_KEY",
                        server.url(""));
    }

    @Test
    void saysWhoseKeyWasDeniedAndThatThereWasNone() {
        server.on("/graphql", (_, out) -> text(out, 401, "invalid API key"));
        String denied =
                "storage URI 'wandb://me/project/iris': W&B at %1$s: access is denied: %1$s/graphql answered 401 (invalid API key); "
                        .formatted(server.url(""));
        assertThatThrownBy(() -> pull("wandb://me/project/iris"))
                .hasMessage(denied + "credentials came from environment variable WANDB_API_KEY");
        assertThatThrownBy(() ->
                        Fetching.pull(
                                "wandb://me/project/iris",
                                root.resolve("m"),
                                Map.of("WANDB_BASE_URL", server.url(""))))
                .hasMessage(denied + "no credentials were found, so none were sent");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wandb://me/iris", "wandb://a/b/c/d", "wandb://a/b/c:d:e"})
    void refusesWhatIsNoArtefact(String uri) {
        assertThatThrownBy(() -> pull(uri)).hasMessageContaining("names no artefact");
    }

    private void pull(String uri) throws Exception {
        Fetching.pull(
                uri,
                root.resolve("m"),
                Map.of("WANDB_BASE_URL", server.url(""), "WANDB_API_KEY", "key"));
    }
}
