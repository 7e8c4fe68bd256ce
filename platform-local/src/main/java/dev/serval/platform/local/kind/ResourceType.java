package dev.serval.platform.local.kind;

import dev.serval.platform.api.yaml.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kind of resource under all its names.
public enum ResourceType {
    INFERENCE_SERVICE("InferenceService", "inferenceservices", "isvc", Scope.NAMESPACE),
    SERVING_RUNTIME("ServingRuntime", "servingruntimes", null, Scope.NAMESPACE),
    CLUSTER_SERVING_RUNTIME("ClusterServingRuntime", "clusterservingruntimes", null, Scope.CLUSTER),
    INFERENCE_GRAPH("InferenceGraph", "inferencegraphs", "ig", Scope.NAMESPACE),
    TRAINED_MODEL("TrainedModel", "trainedmodels", "tm", Scope.NAMESPACE),
    CLUSTER_STORAGE_CONTAINER(
            "ClusterStorageContainer", "clusterstoragecontainers", null, Scope.CLUSTER),
    SECRET("Secret", "secrets", null, Scope.NAMESPACE),
    SERVICE_ACCOUNT("ServiceAccount", "serviceaccounts", "sa", Scope.NAMESPACE),
    CONFIG_MAP("ConfigMap", "configmaps", "cm", Scope.NAMESPACE);

    /// Where a name is unique.
    public enum Scope {
        NAMESPACE,
        CLUSTER
    }

    private final String kind;
    private final String plural;
    private final @Nullable String shortName;
    private final Scope scope;

    ResourceType(String kind, String plural, @Nullable String shortName, Scope scope) {
        this.kind = kind;
        this.plural = plural;
        this.shortName = shortName;
        this.scope = scope;
    }

    /// `InferenceService`
    public String kind() {
        return kind;
    }

    /// `inferenceservices`
    public String plural() {
        return plural;
    }

    /// `inferenceservice`, as in `inferenceservice/iris`.
    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /// `isvc`; empty where there is none.
    public Optional<String> shortName() {
        return Optional.ofNullable(shortName);
    }

    public Scope scope() {
        return scope;
    }

    /// The namespace that a resource of this type has, where its user wrote `namespace`.
    public String namespaceOf(String namespace) {
        return scope == Scope.CLUSTER ? "" : namespace;
    }

    /// The type that goes by a kind, a plural, a singular or a short name, in whatever case.
    public static Optional<ResourceType> find(String word) {
        for (ResourceType type : values()) {
            if (type.names().contains(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// What to say of a word that is no type.
    public static String unknown(String word) {
        List<String> names = new ArrayList<>();
        List<String> plurals = new ArrayList<>();
        for (ResourceType type : values()) {
            names.addAll(type.names());
            plurals.add(type.plural);
        }
        return NearestName.of(word, names)
                .map(name -> "unknown kind '%s', did you mean '%s'?".formatted(word, name))
                .orElseGet(() ->
                        "unknown kind '%s', expected one of %s"
                                .formatted(word, String.join(", ", plurals)));
    }

    private List<String> names() {
        return shortName == null
                ? List.of(singular(), plural)
                : List.of(singular(), plural, shortName);
    }
}
