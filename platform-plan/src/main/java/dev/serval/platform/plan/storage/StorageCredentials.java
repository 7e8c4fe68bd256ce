package dev.serval.platform.plan.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serval.platform.api.yaml.ResourceJson;
import dev.serval.platform.plan.name.AnnotationNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the models of a namespace are fetched with: its secrets and service accounts, read as
/// KServe reads them, and told to a program as KServe's storage initializer is told.
public final class StorageCredentials {
    /// Nothing was applied: programs have what their environment says.
    public static final StorageCredentials NONE = new StorageCredentials("", List.of(), List.of());

    static final String CONFIG = "STORAGE_CONFIG";
    static final String OVERRIDE = "STORAGE_OVERRIDE_CONFIG";
    private static final String STORAGE_SECRET = "storage-config";
    static final String DEFAULT = "default";

    private final Map<String, SecretContent> secrets = new TreeMap<>();
    private final Map<String, ServiceAccount> accounts = new TreeMap<>();

    /// @param secrets of any namespace, and so the service accounts
    public StorageCredentials(
            String namespace, Collection<Secret> secrets, Collection<ServiceAccount> accounts) {
        secrets.stream()
                .filter(secret -> isIn(namespace, secret))
                .map(SecretContent::of)
                .forEach(secret -> this.secrets.put(secret.name(), secret));
        accounts.stream()
                .filter(account -> isIn(namespace, account))
                .forEach(account -> this.accounts.put(account.getMetadata().getName(), account));
    }

    private static boolean isIn(String namespace, HasMetadata resource) {
        return namespace.equals(
                Objects.requireNonNullElse(resource.getMetadata().getNamespace(), DEFAULT));
    }

    /// Why a model cannot be fetched by what was applied; empty if it can, or if the environment
    /// must say how.
    ///
    /// @param annotations of the service
    public Optional<String> refusal(ModelStorage storage, Map<String, String> annotations) {
        if (!(storage instanceof ModelStorage.SecretEntry entry)) {
            return Optional.empty();
        }
        SecretContent secret = secrets.get(storageSecret(annotations));
        if (secret == null || find(secret, entry).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "secret '%s' has no entry '%s', expected one of %s"
                        .formatted(
                                secret.name(),
                                String.join("' or '", candidates(entry)),
                                String.join(", ", new TreeSet<>(secret.values().keySet()))));
    }

    /// The variables of a program that fetches the model.
    ///
    /// @param account the service account of its pod; null for the default one
    /// @param annotations of the service
    public Map<String, String> variables(
            ModelStorage storage, @Nullable String account, Map<String, String> annotations) {
        return switch (storage) {
            case ModelStorage.None _ -> Map.of();
            case ModelStorage.SecretEntry entry -> entryVariables(entry, annotations);
            case ModelStorage.Artefacts _ -> variables(account, annotations);
        };
    }

    private Map<String, String> entryVariables(
            ModelStorage.SecretEntry entry, Map<String, String> annotations) {
        Map<String, String> variables = new TreeMap<>();
        Optional.ofNullable(secrets.get(storageSecret(annotations)))
                .flatMap(secret -> find(secret, entry))
                .ifPresent(value -> variables.put(CONFIG, value));
        if (!entry.parameters().isEmpty()) {
            variables.put(OVERRIDE, json(new TreeMap<>(entry.parameters())));
        }
        return variables;
    }

    /// The variables of a program that fetches files which are no model of its own.
    ///
    /// @param name the service account of its pod; null for the default one
    /// @param annotations of the service
    public Map<String, String> variables(@Nullable String name, Map<String, String> annotations) {
        CredentialVariables variables = new CredentialVariables();
        String only = annotations.get(AnnotationNames.STORAGE_SECRET);
        ServiceAccount account = accounts.get(Objects.requireNonNullElse(name, DEFAULT));
        if (account != null) {
            variables.addOptions(SecretContent.annotationsOf(account));
        }
        List<String> names = only == null ? secretsOf(account) : List.of(only);
        names.stream()
                .map(secrets::get)
                .filter(Objects::nonNull)
                .forEach(secret -> {
                    variables.addKeys(secret);
                    variables.addOptions(secret.annotations());
                });
        return variables.all();
    }

    private static List<String> secretsOf(@Nullable ServiceAccount account) {
        return account == null
                ? List.of()
                : account.getSecrets().stream().map(ObjectReference::getName).toList();
    }

    static String storageSecret(Map<String, String> annotations) {
        return annotations.getOrDefault(AnnotationNames.STORAGE_SECRET, STORAGE_SECRET);
    }

    private static Optional<String> find(SecretContent secret, ModelStorage.SecretEntry entry) {
        return candidates(entry).stream().flatMap(key -> secret.find(key).stream()).findFirst();
    }

    /// The entry that is named, else the default one of the kind of store, else the default one.
    static List<String> candidates(ModelStorage.SecretEntry entry) {
        String key = entry.key();
        if (key != null) {
            return List.of(key);
        }
        String type = entry.parameters().get("type");
        return type == null ? List.of(DEFAULT) : List.of(DEFAULT + "_" + type, DEFAULT);
    }

    static String json(Object value) {
        try {
            return ResourceJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
