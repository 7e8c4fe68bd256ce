package dev.serval.platform.plan.storage;

import dev.serval.inference.contract.RuntimeEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The variables that tell a program what a secret holds: by the names of its keys, and by the
/// annotations for S3 on it or on the service account that names it.
final class CredentialVariables {
    /// What is called the same in a secret and in the environment.
    static final Set<String> KEYS =
            Set.of(
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AZ_CLIENT_ID",
                    "AZ_CLIENT_SECRET",
                    "AZ_TENANT_ID",
                    "AZ_SUBSCRIPTION_ID",
                    "AZURE_CLIENT_ID",
                    "AZURE_CLIENT_SECRET",
                    "AZURE_TENANT_ID",
                    "AZURE_SUBSCRIPTION_ID",
                    "AZURE_STORAGE_ACCESS_KEY",
                    "AZURE_STORAGE_SAS_TOKEN",
                    "HF_TOKEN",
                    "MLFLOW_TRACKING_TOKEN",
                    "MLFLOW_TRACKING_USERNAME",
                    "MLFLOW_TRACKING_PASSWORD",
                    "WANDB_API_KEY");

    private static final String S3 = "serving.kserve.io/s3-";
    private static final Map<String, String> S3_OPTIONS =
            Map.of(
                    "endpoint", "S3_ENDPOINT",
                    "region", "AWS_DEFAULT_REGION",
                    "usehttps", "S3_USE_HTTPS",
                    "verifyssl", "S3_VERIFY_SSL",
                    "usevirtualbucket", "S3_USER_VIRTUAL_BUCKET",
                    "useaccelerate", "S3_USE_ACCELERATE",
                    "useanoncredential", "awsAnonymousCredential",
                    "cabundle", "AWS_CA_BUNDLE");

    static final String GOOGLE = "gcloud-application-credentials.json";
    static final String WEB_HOST = "https-host";
    static final String WEB_HEADERS = "headers";

    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();

    void addKeys(SecretContent secret) {
        secret.values()
                .forEach((key, value) -> {
                    if (KEYS.contains(key)) {
                        variables.put(key, value);
                    }
                });
        secret.find(GOOGLE)
                .ifPresent(account -> {
                    byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
                    variables.put(
                            StorageCredentials.CONFIG,
                            StorageCredentials.json(
                                    Map.of(
                                            "type",
                                            "gs",
                                            "base64_service_account",
                                            Base64.getEncoder().encodeToString(bytes))));
                });
        secret.find(WEB_HOST)
                .ifPresent(host ->
                        secret.find(WEB_HEADERS)
                                .ifPresent(shown -> headers.put(host.strip(), shown)));
    }

    /// @param annotations of a secret or a service account
    void addOptions(Map<String, String> annotations) {
        variables.putAll(options(annotations));
    }

    /// What the annotations of a secret or a service account say of S3, as variables.
    static Map<String, String> options(Map<String, String> annotations) {
        Map<String, String> options = new TreeMap<>();
        S3_OPTIONS.forEach((option, variable) -> {
            String value = annotations.get(S3 + option);
            if (value != null) {
                options.put(variable, value);
            }
        });
        return options;
    }

    /// Headers go by a variable of Serval's own: a shell on the way drops KServe's, whose names
    /// have dots and dashes.
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(variables);
        if (!headers.isEmpty()) {
            all.put(RuntimeEnvironment.STORAGE_HEADERS, StorageCredentials.json(headers));
        }
        return Map.copyOf(all);
    }
}
