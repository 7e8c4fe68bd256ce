package dev.serval.storage.registry;

import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
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

class MlflowRegistryTest {
    private static final byte[] WEIGHTS = Bytes.random(100_000, 6);
    private static final String API = RebuiltMlflow.API;

    @TempDir Path root;

    private RebuiltMlflow mlflow;
    private UnrulyServer server;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        mlflow =
                new RebuiltMlflow("my%20iris")
                        .file("MLmodel", "flavors:".getBytes())
                        .file("data/w.bin", WEIGHTS);
        server = mlflow.server();
        environment.put("MLFLOW_TRACKING_URI", mlflow.url());
    }

    @AfterEach
    void stopServer() {
        mlflow.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models:/my iris/3",
                "mlflow://my iris/3",
                "models:/my iris/Production",
                "models:/my iris/latest",
                "models:/my iris@champion"
            })
    void fetchesAVersionByNumberStageOrAlias(String uri) throws Exception {
        pull(uri);
        assertThat(root.resolve("m/MLmodel")).hasContent("flavors:");
        assertThat(root.resolve("m/data/w.bin")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void goesToTheStoreThatTheRegistryNames() throws Exception {
        Path model = Files.createDirectory(root.resolve("store"));
        Files.writeString(model.resolve("a.onnx"), "there");
        server.on(
                API + "model-versions/get-download-uri",
                (_, out) -> text(out, 200, "{\"artifact_uri\": \"file://%s\"}".formatted(model)));
        pull("models:/iris/1");
        assertThat(root.resolve("m/a.onnx")).hasContent("there");
    }

    @Test
    void followsALoggedModelOfMlflow3() throws Exception {
        server.on(
                API + "model-versions/get-download-uri",
                (_, out) -> text(out, 200, "{\"artifact_uri\": \"models:/m-0abc\"}"));
        server.on(
                API + "logged-models/m-0abc",
                (_, out) ->
                        text(
                                out,
                                200,
                                """
                                {"model": {"info": {"artifact_uri": "mlflow-artifacts:/1/abc/artifacts/model"}}}\
                                """));
        pull("models:/iris/1");
        assertThat(root.resolve("m/MLmodel")).exists();
    }

    @Test
    void showsItsTokenAndSaysThatItWasDenied() {
        environment.put("MLFLOW_TRACKING_TOKEN", "secret");
        server.on(
                API + "model-versions/get-download-uri",
                (request, out) -> {
                    assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
                    text(out, 403, "{\"message\": \"no\"}");
                });
        assertThatThrownBy(() -> pull("models:/iris/1"))
                .hasMessageContaining("MLflow at " + server.url(""))
                .hasMessageEndingWith(
                        "credentials came from environment variable MLFLOW_TRACKING_TOKEN");
    }

    @Test
    void saysThatThereIsNoVersionInAStage() {
        server.on(API + "registered-models/get-latest-versions", (_, out) -> text(out, 200, "{}"));
        assertThatThrownBy(() -> pull("models:/iris/Staging"))
                .hasMessageEndingWith("model 'iris' has no version in stage 'Staging'");
    }

    @Test
    void saysThatItsServerIsNotSet() {
        environment.clear();
        assertThatThrownBy(() -> pull("models:/iris/1"))
                .hasMessageEndingWith(
                        "MLFLOW_TRACKING_URI is not set, expected the address of an MLflow server");
        environment.put("MLFLOW_TRACKING_URI", "sqlite:///x");
        assertThatThrownBy(() -> pull("models:/iris/1"))
                .hasMessageContaining("MLFLOW_TRACKING_URI is 'sqlite:///x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models:/iris", "models:/a/b/c", "mlflow://iris"})
    void refusesAUriWithoutAVersion(String uri) {
        assertThatThrownBy(() -> pull(uri)).hasMessageContaining("it names no version");
    }

    private void pull(String uri) throws Exception {
        Fetching.pull(uri, root.resolve("m"), environment);
    }
}
