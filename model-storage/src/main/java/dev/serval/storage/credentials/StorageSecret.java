package dev.serval.storage.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// KServe's storage secret: an entry in `STORAGE_CONFIG` says what kind of store it is for, which
/// bucket, and the credential; `STORAGE_OVERRIDE_CONFIG` holds an InferenceService's own
/// parameters. A URI that begins with `<scheme-placeholder>` is completed by it.
public record StorageSecret(StorageUri uri, StoreAccess access) {
    private static final String CONFIG = "STORAGE_CONFIG";
    private static final String OVERRIDE = "STORAGE_OVERRIDE_CONFIG";
    private static final String PLACEHOLDER = "<scheme-placeholder>://";

    /// Which variable of the environment a field stands for.
    private static final Map<String, Map<String, String>> VARIABLES =
            Map.of(
                    "s3",
                    Map.of(
                            "access_key_id", "AWS_ACCESS_KEY_ID",
                            "secret_access_key", "AWS_SECRET_ACCESS_KEY",
                            "session_token", "AWS_SESSION_TOKEN",
                            "endpoint_url", "AWS_ENDPOINT_URL",
                            "region", "AWS_DEFAULT_REGION",
                            "ca_bundle", "AWS_CA_BUNDLE",
                            "verify_ssl", "S3_VERIFY_SSL",
                            "anonymous", "awsAnonymousCredential"),
                    "gs",
                    Map.of("endpoint_url", "STORAGE_EMULATOR_HOST"),
                    "azure",
                    Map.of(
                            "access_key", "AZURE_STORAGE_ACCESS_KEY",
                            "sas_token", "AZURE_STORAGE_SAS_TOKEN",
                            "client_id", "AZ_CLIENT_ID",
                            "client_secret", "AZ_CLIENT_SECRET",
                            "tenant_id", "AZ_TENANT_ID",
                            "endpoint_url", "AZURE_STORAGE_ENDPOINT"),
                    "hf",
                    Map.of("token", "HF_TOKEN", "endpoint_url", "HF_ENDPOINT"));

    private static final Map<String, String> ALIASES = Map.of("gcs", "gs", "huggingface", "hf");
    private static final Set<String> IN_BUCKETS = Set.of("s3", "gs");

    /// The URI as it is meant, and the environment with what the secret says.
    ///
    /// @throws StorageException if the secret is none, or its kind unknown, or the URI stays
    ///   incomplete
    public static StorageSecret apply(String uri, StoreAccess access) throws StorageException {
        try {
            return applied(uri, access);
        } catch (SettingException unusable) {
            throw unusable.whileFetching(StorageUri.shown(uri));
        }
    }

    private static StorageSecret applied(String uri, StoreAccess access)
            throws StorageException, SettingException {
        ObjectNode entry = parse(CONFIG, access.find(CONFIG).orElse("{}"));
        entry.setAll(parse(OVERRIDE, access.find(OVERRIDE).orElse("{}")));
        boolean isIncomplete = uri.strip().startsWith(PLACEHOLDER);
        if (entry.isEmpty() && !isIncomplete) {
            return new StorageSecret(StorageUri.parse(uri), access);
        }
        if (entry.isEmpty()) {
            throw new StorageException(
                    "storage URI '%s' is completed by the storage secret, and there is none: expected one in the variable %s"
                            .formatted(uri.strip(), CONFIG));
        }
        String kind = entry.path("type").asText("");
        String scheme = ALIASES.getOrDefault(kind, kind);
        Map<String, String> names = VARIABLES.get(scheme);
        if (names == null) {
            throw new SettingException(
                    "the storage secret has type '%s', expected one of azure, gcs, gs, hf, huggingface, s3"
                            .formatted(kind));
        }
        String whole =
                isIncomplete
                        ? complete(scheme, entry, uri.strip().substring(PLACEHOLDER.length()))
                        : uri;
        return new StorageSecret(
                StorageUri.parse(whole), access.with(variables(scheme, entry, names)));
    }

    private static String complete(String scheme, ObjectNode entry, String path)
            throws SettingException {
        String bucket = entry.path("bucket").asText(entry.path("container").asText(""));
        String below = path.replaceFirst("^/+", "");
        if (IN_BUCKETS.contains(scheme)) {
            return "%s://%s/%s".formatted(scheme, required(bucket, "bucket", scheme), below);
        }
        if (scheme.equals("azure")) {
            String account = entry.path("account_name").asText("");
            return "azure://%s/%s/%s"
                    .formatted(
                            required(account, "account_name", scheme),
                            required(bucket, "container", scheme),
                            below);
        }
        return scheme + "://" + below;
    }

    private static String required(String value, String field, String scheme)
            throws SettingException {
        if (value.isEmpty()) {
            throw new SettingException(
                    "the storage secret of type '%s' has no %s".formatted(scheme, field));
        }
        return value;
    }

    private static Map<String, String> variables(
            String scheme, ObjectNode entry, Map<String, String> names) throws SettingException {
        Map<String, String> variables = new HashMap<>();
        names.forEach((field, variable) -> {
            String value = entry.path(field).asText("");
            if (!value.isBlank()) {
                variables.put(variable, value);
            }
        });
        certificate(entry).ifPresent(file -> variables.put("AWS_CA_BUNDLE", file));
        String account = entry.path("base64_service_account").asText("");
        if (scheme.equals("gs") && !account.isEmpty()) {
            variables.put("GOOGLE_APPLICATION_CREDENTIALS", decoded(account));
        }
        return variables;
    }

    /// A certificate that the secret itself holds, as KServe's `certificate` field does.
    private static Optional<String> certificate(JsonNode entry) throws SettingException {
        String pem = entry.path("certificate").asText("");
        return pem.isEmpty()
                ? Optional.empty()
                : Optional.of(temporary(pem.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decoded(String base64) throws SettingException {
        try {
            return temporary(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            throw new SettingException(
                    "the storage secret's base64_service_account is no Base64", broken);
        }
    }

    private static String temporary(byte[] content) throws SettingException {
        try {
            Path file = Files.createTempFile("serval-secret-", ".tmp");
            file.toFile().deleteOnExit();
            return Files.write(file, content).toString();
        } catch (IOException unwritable) {
            throw new SettingException(
                    "the storage secret's file cannot be written: " + unwritable, unwritable);
        }
    }

    private static ObjectNode parse(String variable, String json) throws SettingException {
        try {
            if (new JsonMapper().readTree(json) instanceof ObjectNode entry) {
                return entry;
            }
        } catch (JsonProcessingException broken) {
            throw new SettingException(
                    "%s is no JSON: %s".formatted(variable, broken.getOriginalMessage()), broken);
        }
        throw new SettingException("%s is no JSON object".formatted(variable));
    }
}
