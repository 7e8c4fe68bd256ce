package dev.serval.storage.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A setting that cannot be used is told with the URI for which it was.
class SettingsOfStoresTest {
    @TempDir Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://m/iris|S3_VERIFY_SSL|maybe|S3_VERIFY_SSL is 'maybe', expected true or false",
                "s3://m/iris|AWS_ENDPOINT_URL|ftp://x|the S3 endpoint is 'ftp://x', expected http",
                "gs://m/iris|GOOGLE_APPLICATION_CREDENTIALS|/none|GOOGLE_APPLICATION_CREDENTIALS is '/none', which cannot be read",
                "azure://a/m/iris|AZURE_STORAGE_ACCESS_KEY|?|AZURE_STORAGE_ACCESS_KEY is no key",
                "hf://owner/iris|HF_TOKEN_PATH|/|the token / cannot be read",
                "oci://localhost/iris|SERVAL_OCI_PLAIN_HTTP|maybe|SERVAL_OCI_PLAIN_HTTP is 'maybe'",
                "https://h/iris|SERVAL_STORAGE_HEADERS|[]|SERVAL_STORAGE_HEADERS is no JSON object",
                "https://h/iris|h-headers|{|h-headers is no JSON"
            })
    void nameTheUri(String uri, String variable, String value, String cause) {
        refuses(uri, Map.of(variable, value), cause);
    }

    @Test
    void nameTheUriBesideAFileThatHoldsNone() throws Exception {
        Path empty = Files.createFile(root.resolve("config.json"));
        String authorities = "CA bundle %s holds no certificate".formatted(empty);
        Map<String, String> bundle =
                Map.of(
                        "SSL_CERT_FILE",
                        empty.toString(),
                        "MLFLOW_TRACKING_URI",
                        "http://localhost:1");

        refuses("mlflow://iris/1", bundle, authorities);
        refuses("wandb://me/flowers/iris", bundle, authorities);

        Files.writeString(empty, "{");
        refuses(
                "oci://localhost/iris",
                Map.of("DOCKER_CONFIG", root.toString()),
                "the logins in %s cannot be read".formatted(empty));
    }

    private static void refuses(String uri, Map<String, String> environment, String cause) {
        assertThatThrownBy(() ->
                        ModelStores.installed()
                                .locate(StorageUri.parse(uri), new StoreAccess(environment)))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("storage URI '%s': %s".formatted(uri, cause));
    }
}
