package dev.serval.platform.plan.storage;

import dev.serval.platform.api.storage.ClusterStorageContainer;
import dev.serval.platform.api.storage.ClusterStorageContainerSpec;
import dev.serval.platform.api.storage.UriFormat;
import io.fabric8.kubernetes.api.model.Container;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which storage URIs something fetches: the schemes that Serval knows, and what the cluster's
/// ClusterStorageContainers say of themselves.
public final class StorageUris {
    private static final String VOLUME = "pvc";
    private static final List<String> SCHEMES =
            List.of(
                    "azure",
                    "file",
                    "gs",
                    "hf",
                    "http",
                    "https",
                    "mlflow",
                    "models",
                    "oci",
                    "oci+fetch",
                    "oci+native",
                    VOLUME,
                    "s3",
                    "wandb");

    /// MLflow's own way to write a registered model: `models:/name/version`.
    private static final String REGISTERED = "models:/";

    private static final String INIT_CONTAINER = "initContainer";

    private final List<ClusterStorageContainerSpec> containers;

    public StorageUris(Collection<ClusterStorageContainer> containers) {
        this.containers =
                containers.stream()
                        .filter(container -> !Boolean.TRUE.equals(container.getDisabled()))
                        .sorted(
                                Comparator.comparing(
                                        container -> container.getMetadata().getName()))
                        .map(container -> container.getSpec())
                        .filter(Objects::nonNull)
                        .toList();
    }

    /// The cluster's own container for fetching `uri` before a pod's others start, the first by
    /// name.
    public Optional<Container> initializer(String uri) {
        return containers.stream()
                .filter(container ->
                        INIT_CONTAINER.equals(
                                Objects.requireNonNullElse(
                                        container.workloadType(), INIT_CONTAINER)))
                .filter(container -> fetches(container, uri))
                .map(ClusterStorageContainerSpec::container)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// Whether a URI has no scheme and is a path.
    public static boolean isPath(String uri) {
        return !uri.contains("://") && !uri.startsWith(REGISTERED);
    }

    /// Whether Serval's own programs fetch `uri`. A volume is mounted.
    public static boolean isFetchedByPrograms(String uri) {
        if (isPath(uri) || uri.startsWith(REGISTERED)) {
            return true;
        }
        String scheme = uri.substring(0, uri.indexOf("://"));
        return SCHEMES.contains(scheme) && !scheme.equals(VOLUME);
    }

    /// Why nothing fetches `uri`; empty if something does. A URI without a scheme is a path.
    public Optional<String> refusal(String uri) {
        int scheme = uri.indexOf("://");
        if (uri.isBlank()) {
            return Optional.of("storage URI is empty");
        }
        if (scheme < 0 || containers.stream().anyMatch(container -> fetches(container, uri))) {
            return Optional.empty();
        }
        if (SCHEMES.contains(uri.substring(0, scheme))) {
            return Optional.empty();
        }
        return Optional.of(
                "storage URI '%s' has scheme '%s', expected one of %s"
                        .formatted(uri, uri.substring(0, scheme), String.join(", ", SCHEMES)));
    }

    private static boolean fetches(ClusterStorageContainerSpec container, String uri) {
        return container.supportedUriFormats().stream().anyMatch(format -> matches(format, uri));
    }

    private static boolean matches(UriFormat format, String uri) {
        if (format.prefix() != null) {
            return uri.startsWith(format.prefix());
        }
        try {
            return format.regex() != null && Pattern.compile(format.regex()).matcher(uri).find();
        } catch (PatternSyntaxException notMatched) {
            return false;
        }
    }
}
