package dev.serval.platform.local.management;

import dev.serval.platform.api.yaml.LocatedResource;
import dev.serval.platform.api.yaml.Problem;
import dev.serval.platform.api.yaml.ResourceFile;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.kind.ResourceType;
import dev.serval.platform.local.management.ManagementFailure.Malformed;
import dev.serval.platform.local.management.ManagementFailure.NotAccepted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/api/v1/resources`: the resources that the platform holds.
@Path("/api/v1/resources")
@Produces(MediaType.APPLICATION_JSON)
class HeldResource {
    private static final String DEFAULT_NAMESPACE = "default";

    private final LocalPlatform platform;
    private final Lookup lookup;

    HeldResource(LocalPlatform platform, Lookup lookup) {
        this.platform = platform;
        this.lookup = lookup;
    }

    /// The resources of one type.
    record ResourceList(List<HasMetadata> items) {}

    /// What applying did.
    ///
    /// @param change created, configured or unchanged
    record Applied(String change, List<String> warnings, HasMetadata resource) {}

    @GET
    @Path("{type}")
    @Operation(
            summary = "Lists the resources of a type, by name.",
            description = "An empty namespace means all namespaces.")
    public ResourceList list(@RestPath String type, @RestQuery @DefaultValue("") String namespace) {
        ResourceType known = lookup.type(type);
        return new ResourceList(platform.list(known.kind(), known.namespaceOf(namespace)));
    }

    @GET
    @Path("{type}/{name}")
    @Operation(summary = "A resource with its status.")
    public HasMetadata find(
            @RestPath String type,
            @RestPath String name,
            @RestQuery @DefaultValue(DEFAULT_NAMESPACE) String namespace) {
        return lookup.require(lookup.key(type, namespace, name));
    }

    @DELETE
    @Path("{type}/{name}")
    @Operation(summary = "Takes a resource away; what ran for it is drained.")
    public HasMetadata delete(
            @RestPath String type,
            @RestPath String name,
            @RestQuery @DefaultValue(DEFAULT_NAMESPACE) String namespace) {
        ResourceKey key = lookup.key(type, namespace, name);
        return platform.delete(key).orElseThrow(() -> lookup.missing(key));
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @Operation(
            summary = "Stores a resource and begins to make it true.",
            description =
                    "The body is one resource, as JSON or YAML. Storage URIs without a scheme are paths"
                            + " relative to the folder, which is absolute.")
    public Applied apply(@RestQuery @DefaultValue("/") String folder, String body) {
        ApplyOutcome outcome = platform.apply(resource(body).resource(), folder(folder));
        return switch (outcome) {
            case ApplyOutcome.Applied applied ->
                    new Applied(
                            applied.change().name().toLowerCase(Locale.ROOT),
                            applied.warnings(),
                            applied.resource());
            case ApplyOutcome.Refused refused ->
                    throw new NotAccepted("%s: %s".formatted(refused.key(), refused.message()));
        };
    }

    private static java.nio.file.Path folder(String name) {
        try {
            java.nio.file.Path folder = java.nio.file.Path.of(name);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException noPath) {
            throw notAFolder(name);
        }
        throw notAFolder(name);
    }

    private static Malformed notAFolder(String name) {
        return new Malformed("folder '%s' is no absolute path".formatted(name));
    }

    private static LocatedResource resource(String body) {
        ResourceFile file = new ResourceReader().read("body", body);
        if (file.hasErrors() || file.resources().size() != 1) {
            String count =
                    "%d resources in the body, expected one".formatted(file.resources().size());
            throw new Malformed(
                    Stream.concat(
                                    Stream.of(count).filter(_ -> !file.hasErrors()),
                                    file.problems().stream().map(Problem::toString))
                            .collect(Collectors.joining("; ")));
        }
        return file.resources().getFirst();
    }
}
