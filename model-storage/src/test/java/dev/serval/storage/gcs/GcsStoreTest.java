package dev.serval.storage.gcs;

import static dev.serval.storage.testing.UnrulyServer.serve;
import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsStoreTest {
    private static final byte[] CONTENT = Bytes.random(300_000, 2);

    @TempDir Path root;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void fetchesFromAnEmulator() throws Exception {
        try (GcsEmulator emulator = GcsEmulator.start("models")) {
            emulator.put("iris/model.onnx", CONTENT)
                    .put("iris/deep/a b.txt", "notes".getBytes())
                    .put("iris2/model.onnx", "neighbour".getBytes());
            environment.put("STORAGE_EMULATOR_HOST", emulator.url());
            pull("gs://models/iris");
            assertThat(root.resolve("m/model.onnx")).hasBinaryContent(CONTENT);
            assertThat(root.resolve("m/deep/a b.txt")).hasContent("notes");
            Fetching.pull("gs://models/iris/model.onnx", root.resolve("one"), environment);
            assertThat(root.resolve("one/model.onnx")).hasBinaryContent(CONTENT);
            assertThatThrownBy(
                            () -> Fetching.pull("gs://models/none", root.resolve("x"), environment))
                    .hasMessageEndingWith("has nothing under it");
            assertThatThrownBy(
                            () -> Fetching.pull("gs://nowhere/x", root.resolve("x"), environment))
                    .hasMessageContaining("GCS bucket 'nowhere'")
                    .hasMessageContaining("it is not there");
        }
    }

    @Test
    void takesATokenForAServiceAccount() throws Exception {
        try (UnrulyServer server = new UnrulyServer()) {
            environment.put("STORAGE_EMULATOR_HOST", server.url(""));
            environment.put("GOOGLE_APPLICATION_CREDENTIALS", account(server).toString());
            server.on(
                    "/token",
                    (request, out) -> {
                        assertThat(request.body()).contains("jwt-bearer", "assertion=ey");
                        text(
                                out,
                                200,
                                "{\"access_token\": \"the token\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}",
                                "Content-Type: application/json");
                    });
            server.on(
                    "/storage/v1/b/models/o",
                    (request, out) -> {
                        boolean isFirst = !request.path().contains("pageToken");
                        text(
                                out,
                                200,
                                """
                                {"items": [{"name": "iris/%s", "size": "300000", "generation": "7"}]%s}\
                                """
                                        .formatted(
                                                isFirst ? "a" : "b",
                                                isFirst ? ", \"nextPageToken\": \"t+1\"" : ""));
                    });
            for (String name : new String[] {"a", "b"}) {
                server.on(
                        "/storage/v1/b/models/o/iris%2F" + name,
                        (request, out) -> {
                            assertThat(request.path()).contains("generation=7");
                            serve(request, out, CONTENT, "\"other\"");
                        });
            }
            pull("gs://models/iris");
            assertThat(root.resolve("m/b")).hasBinaryContent(CONTENT);
            assertThat(server.requests().getLast().header("Authorization"))
                    .isEqualTo("Bearer the token");
        }
    }

    @Test
    void saysWhichCredentialWasDenied() throws Exception {
        try (UnrulyServer server = new UnrulyServer()) {
            server.otherwise((_, out) -> text(out, 403, "{\"error\": \"no\"}"));
            environment.put("STORAGE_EMULATOR_HOST", server.url(""));
            assertThatThrownBy(() -> pull("gs://models/iris"))
                    .hasMessageContaining("access is denied")
                    .hasMessageEndingWith("no credentials were found, so none were sent");
        }
    }

    @Test
    void saysThatACredentialIsNone() throws Exception {
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", root.resolve("none").toString());
        assertThatThrownBy(() -> pull("gs://models/iris"))
                .hasMessage(
                        "storage URI 'gs://models/iris': GOOGLE_APPLICATION_CREDENTIALS is '%s', which cannot be read",
                        root.resolve("none"));
        Path broken = Files.writeString(root.resolve("broken"), "{}");
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", broken.toString());
        assertThatThrownBy(() -> pull("gs://models/iris"))
                .hasMessageContaining("is no credential of Google");
    }

    private void pull(String uri) throws Exception {
        Fetching.pull(uri, root.resolve("m"), environment);
    }

    private Path account(UnrulyServer server) throws Exception {
        byte[] key =
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
        String pem =
                "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"
                        .formatted(Base64.getEncoder().encodeToString(key));
        return Files.writeString(
                root.resolve("account.json"),
                """
                {"type": "service_account", "client_email": "me@x", "client_id": "1",
                 "private_key_id": "k", "private_key": "%s", "token_uri": "%s"}\
                """
                        .formatted(pem, server.url("/token")));
    }
}
