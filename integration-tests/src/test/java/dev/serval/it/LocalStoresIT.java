package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `serval run` with one file in which a service fetches its model from each kind of store: a real
/// server, an emulator, or the interface rebuilt. Credentials come from secrets in that file and
/// from the environment.
class LocalStoresIT {
    private static final String FLOWERS =
            "{\"instances\": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]}";

    @TempDir static Path folder;

    private static StoredIris stores;
    private static LocalPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        stores = StoredIris.start(folder);
        Path file = Files.writeString(folder.resolve("services.yaml"), stores.yaml());
        Map<String, String> settings = new HashMap<>(stores.environment());
        settings.put("SERVAL_LOCAL_MODELS_DIR", folder.resolve("cache").toString());
        platform = LocalPlatform.run(settings, file.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (platform != null) {
            platform.close();
        }
        if (stores != null) {
            stores.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3",
                "s3-entry",
                "gs",
                "azure",
                "http",
                "https",
                "hf",
                "oci",
                "pvc",
                "file",
                "mlflow",
                "wandb",
                "several",
                "repository"
            })
    void aServicePredictsWithAModelOf(String store) throws Exception {
        assumeThat(stores.absence(store)).as("why there is no %s", store).isEmpty();
        platform.awaitReady(store);
        assertThat(predict(store, store)).isEqualTo(predict("file", "file"));
    }

    @Test
    void anExplainerHasItsDataFromAStoreWithItsServiceAccountsSecret() throws Exception {
        assumeThat(stores.absence("s3")).as("why there is no s3").isEmpty();
        platform.awaitReady("s3");
        HttpResponse<String> answer = post("s3", "s3:explain");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"method\":\"kernel_shap\"", "\"petal length\"");
    }

    @Test
    void severalModelsMakeARepository() throws Exception {
        platform.awaitReady("repository");
        assertThat(predict("repository", "second")).isEqualTo(predict("file", "file"));
    }

    @Test
    void twoReplicasFetchOnce() throws Exception {
        platform.awaitReady("http");
        assertThat(platform.replicas("http")).hasSize(2);
        assertThat(stores.webFetches()).isOne();
        assertThat(folder.resolve("cache")).isDirectoryRecursivelyContaining("glob:**/model.onnx");
    }

    @Test
    void aModelThatIsNotInItsStoreIsToldInTheStatus() throws Exception {
        platform.awaitOutput("/missing.onnx answered 404");
        assertThat(platform.output())
                .containsPattern("! missing .*/missing.onnx'.*it is not there");
        assertThat(
                        platform.service("missing")
                                .at("/status/modelStatus/lastFailureInfo/reason")
                                .asText())
                .isEqualTo("ModelLoadFailed");
    }

    private static String predict(String service, String model) throws Exception {
        platform.awaitReady("file");
        HttpResponse<String> answer = post(service, model + ":predict");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"predictions\":[{\"label\":0,");
        return answer.body();
    }

    private static HttpResponse<String> post(String service, String call) throws Exception {
        URI uri =
                URI.create(
                        "http://localhost:%d/serving/default/%s/v1/models/%s"
                                .formatted(platform.port(), service, call));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.ofString(FLOWERS))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
