package dev.serval.storage.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageSecretTest {
    private static final String PLACEHOLDER = "<scheme-placeholder>://";

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void completesAUriAndGivesWhatS3Needs() throws Exception {
        environment.put(
                "STORAGE_CONFIG",
                """
                {"type": "s3", "access_key_id": "id", "secret_access_key": "secret", "region": "eu",
                 "endpoint_url": "http://minio:9000", "bucket": "models", "verify_ssl": "0"}\
                """);
        StorageSecret secret = apply(PLACEHOLDER + "sklearn/iris");
        assertThat(secret.uri()).isEqualTo(new StorageUri("s3", "models/sklearn/iris"));
        assertThat(secret.access().find("AWS_ACCESS_KEY_ID")).contains("id");
        assertThat(secret.access().find("AWS_ENDPOINT_URL")).contains("http://minio:9000");
        assertThat(secret.access().isOn("S3_VERIFY_SSL", true)).isFalse();
    }

    @Test
    void letsAServiceOverrideTheSecret() throws Exception {
        environment.put(
                "STORAGE_CONFIG", "{\"type\": \"s3\", \"bucket\": \"models\", \"region\": \"eu\"}");
        environment.put("STORAGE_OVERRIDE_CONFIG", "{\"bucket\": \"mine\"}");
        StorageSecret secret = apply(PLACEHOLDER + "iris");
        assertThat(secret.uri()).hasToString("s3://mine/iris");
        assertThat(secret.access().find("AWS_DEFAULT_REGION")).contains("eu");
    }

    @Test
    void leavesAWholeUriAndAnEnvironmentWithoutASecret() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", "own");
        StorageSecret secret = apply("s3://bucket/x");
        assertThat(secret.uri()).hasToString("s3://bucket/x");
        assertThat(secret.access().find("AWS_ACCESS_KEY_ID")).contains("own");
    }

    @Test
    void writesAServiceAccountWhereGooglesLibraryReadsIt() throws Exception {
        environment.put(
                "STORAGE_CONFIG",
                "{\"type\": \"gs\", \"bucket\": \"b\", \"base64_service_account\": \"e30=\"}");
        StorageSecret secret = apply(PLACEHOLDER + "m");
        assertThat(secret.uri()).hasToString("gs://b/m");
        assertThat(Path.of(secret.access().find("GOOGLE_APPLICATION_CREDENTIALS").orElseThrow()))
                .hasContent("{}");
    }

    @Test
    void completesAUriOfAzure() throws Exception {
        environment.put(
                "STORAGE_CONFIG",
                "{\"type\": \"azure\", \"account_name\": \"a\", \"container\": \"c\", \"access_key\": \"k\"}");
        assertThat(apply(PLACEHOLDER + "/m").uri()).hasToString("azure://a/c/m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|storage URI '<scheme-placeholder>://m' is completed by the storage secret, and there is none",
                "{\"bucket\": \"b\"}|the storage secret has type '', expected one of azure, gcs, gs, hf, huggingface, s3",
                "{\"type\": \"hdfs\"}|the storage secret has type 'hdfs'",
                "{\"type\": \"s3\"}|the storage secret of type 's3' has no bucket",
                "{\"type\": \"azure\"}|the storage secret of type 'azure' has no account_name",
                "[]|STORAGE_CONFIG is no JSON object",
                "{|STORAGE_CONFIG is no JSON",
                "{\"type\": \"gs\", \"bucket\": \"b\", \"base64_service_account\": \"=\"}|is no Base64"
            })
    void saysWhatTheSecretLacks(String config, String cause) {
        environment.put("STORAGE_CONFIG", config);
        assertThatThrownBy(() -> apply(PLACEHOLDER + "m"))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("storage URI '<scheme-placeholder>://m'")
                .hasMessageContaining(cause);
    }

    private StorageSecret apply(String uri) throws StorageException {
        return StorageSecret.apply(uri, new StoreAccess(environment));
    }
}
