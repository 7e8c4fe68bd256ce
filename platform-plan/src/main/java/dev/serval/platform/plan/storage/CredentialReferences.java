package dev.serval.platform.plan.storage;

import dev.serval.platform.plan.name.AnnotationNames;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a container is fetched with, told by reference: its variables name the secrets' keys, so
/// that no secret's value is written into a pod. KServe reads the same keys and annotations.
public final class CredentialReferences {
    private static final String ACCOUNT_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

    private final CredentialSource source;
    private final Map<String, String> annotations;
    private final Map<String, EnvVar> variables = new TreeMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    private CredentialReferences(CredentialSource source, Map<String, String> annotations) {
        this.source = source;
        this.annotations = annotations;
    }

    /// What fetches a model from a store is told.
    ///
    /// @param account the service account of the pod; null for the default one
    /// @param annotations of the pod
    /// @throws IllegalArgumentException if the storage secret is missing, or has no such entry
    public static CredentialReferences of(
            ModelStorage storage,
            @Nullable String account,
            Map<String, String> annotations,
            CredentialSource source) {
        CredentialReferences references = new CredentialReferences(source, annotations);
        if (storage instanceof ModelStorage.SecretEntry entry) {
            references.addEntry(entry);
        } else {
            references.addAccount(Objects.requireNonNullElse(account, StorageCredentials.DEFAULT));
        }
        return references;
    }

    /// The variables, by name.
    public List<EnvVar> variables() {
        return List.copyOf(variables.values());
    }

    /// The secrets that are mounted as files, with the key of each.
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /// The variable that says where a secret's file is.
    public static EnvVar accountFile(String folder, String key) {
        return new EnvVarBuilder().withName(ACCOUNT_FILE).withValue(folder + key).build();
    }

    private void addEntry(ModelStorage.SecretEntry entry) {
        String name = StorageCredentials.storageSecret(annotations);
        SecretContent secret =
                source.secret(name)
                        .map(SecretContent::of)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "secret '%s' is not there, and the model's storage is an entry of it"
                                                .formatted(name)));
        List<String> candidates = StorageCredentials.candidates(entry);
        String key =
                candidates.stream()
                        .filter(candidate -> secret.find(candidate).isPresent())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "secret '%s' has no entry '%s', expected one of %s"
                                                .formatted(
                                                        name,
                                                        String.join("' or '", candidates),
                                                        new TreeSet<>(secret.values().keySet()))));
        addReference(StorageCredentials.CONFIG, name, key);
        if (!entry.parameters().isEmpty()) {
            addValue(
                    StorageCredentials.OVERRIDE,
                    StorageCredentials.json(new TreeMap<>(entry.parameters())));
        }
    }

    private void addAccount(String name) {
        Optional<ServiceAccount> account = source.account(name);
        account.map(SecretContent::annotationsOf)
                .map(CredentialVariables::options)
                .ifPresent(options -> options.forEach(this::addValue));
        for (String secret : secretsOf(account)) {
            source.secret(secret).ifPresent(this::addSecret);
        }
    }

    private List<String> secretsOf(Optional<ServiceAccount> account) {
        String only = annotations.get(AnnotationNames.STORAGE_SECRET);
        if (only != null) {
            return List.of(only);
        }
        List<String> names = new ArrayList<>();
        account.ifPresent(found ->
                found.getSecrets().stream().map(ObjectReference::getName).forEach(names::add));
        return names;
    }

    private void addSecret(Secret secret) {
        SecretContent content = SecretContent.of(secret);
        CredentialVariables.options(content.annotations()).forEach(this::addValue);
        for (String key : content.values().keySet()) {
            if (CredentialVariables.KEYS.contains(key)) {
                addReference(key, content.name(), key);
            }
            if (CredentialVariables.GOOGLE.equals(key)) {
                files.put(content.name(), key);
            }
        }
        content.find(CredentialVariables.WEB_HOST)
                .filter(_ -> content.find(CredentialVariables.WEB_HEADERS).isPresent())
                .ifPresent(host ->
                        addReference(
                                host.strip() + "-headers",
                                content.name(),
                                CredentialVariables.WEB_HEADERS));
    }

    private void addValue(String name, String value) {
        variables.put(name, new EnvVarBuilder().withName(name).withValue(value).build());
    }

    private void addReference(String name, String secret, String key) {
        variables.put(
                name,
                new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewSecretKeyRef(key, secret, null)
                        .endValueFrom()
                        .build());
    }
}
