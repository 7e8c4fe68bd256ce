package dev.serval.platform.plan.runtime;

import dev.serval.platform.api.runtime.ClusterServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntime;
import dev.serval.platform.api.runtime.ServingRuntimeSpec;
import dev.serval.platform.api.runtime.SupportedModelFormat;
import dev.serval.platform.plan.name.ContainerNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A runtime that is there to be chosen.
///
/// @param scope whether it serves one namespace or all
/// @param name its name
/// @param created when it was created, as Kubernetes writes it; empty where it was not
/// @param serverType the model server in it, where it says so, else its name
/// @param spec what it serves and how
public record Runtime(
        Scope scope, String name, String created, String serverType, ServingRuntimeSpec spec) {
    private static final String SERVER_TYPE = "serving.kserve.io/server-type";

    /// Whether a runtime serves one namespace or all.
    public enum Scope {
        NAMESPACE("ServingRuntime"),
        CLUSTER("ClusterServingRuntime");

        private final String kind;

        Scope(String kind) {
            this.kind = kind;
        }

        /// The kind of its resource.
        public String kind() {
            return kind;
        }
    }

    /// A runtime of one namespace.
    public static Runtime of(ServingRuntime resource) {
        return of(Scope.NAMESPACE, resource.getMetadata(), resource.specification());
    }

    /// A runtime of all namespaces.
    public static Runtime of(ClusterServingRuntime resource) {
        return of(Scope.CLUSTER, resource.getMetadata(), resource.specification());
    }

    private static Runtime of(Scope scope, ObjectMeta metadata, ServingRuntimeSpec spec) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of());
        return new Runtime(
                scope,
                metadata.getName(),
                Objects.requireNonNullElse(metadata.getCreationTimestamp(), ""),
                annotations.getOrDefault(SERVER_TYPE, metadata.getName()),
                spec);
    }

    /// `ClusterServingRuntime 'serval-onnx'`
    public String label() {
        return scope.kind() + " '" + name + "'";
    }

    /// The image of the container that answers, without its version; empty if it has none.
    String imageRepository() {
        return spec.pod().getContainers().stream()
                .filter(container -> ContainerNames.MAIN.equals(container.getName()))
                .map(container -> Objects.requireNonNullElse(container.getImage(), ""))
                .map(RuntimeProgram::repositoryOf)
                .findFirst()
                .orElse("");
    }

    /// Whether clients may speak `protocol` to it; any if it names none.
    boolean speaks(String protocol) {
        return spec.protocolVersions().isEmpty() || spec.protocolVersions().contains(protocol);
    }

    /// Whether it serves a format, in whatever version.
    boolean serves(String format) {
        return spec.supportedModelFormats().stream()
                .anyMatch(supported -> supported.name().equals(format));
    }

    /// The versions of a format that it serves.
    String versionsOf(String format) {
        return spec.supportedModelFormats().stream()
                .filter(supported -> supported.name().equals(format))
                .map(supported -> Objects.requireNonNullElse(supported.version(), "any"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// The protocol that is meant where nobody names one: the first in KServe's order.
    Optional<String> lowestProtocol() {
        return spec.protocolVersions().stream().min(Comparator.comparingInt(ProtocolVersion::rank));
    }

    /// The priority that it has for a format; the lowest where it names none.
    int priorityFor(String format) {
        return spec.supportedModelFormats().stream()
                .filter(supported -> supported.name().equals(format))
                .findFirst()
                .map(SupportedModelFormat::priority)
                .orElse(0);
    }
}
