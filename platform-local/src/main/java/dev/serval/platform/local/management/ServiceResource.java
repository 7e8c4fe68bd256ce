package dev.serval.platform.local.management;

import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.management.ManagementFailure.Missing;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/api/v1/services/{name}`: what a laptop knows of an InferenceService beyond the resource.
@Path("/api/v1/services/{name}")
@Produces(MediaType.APPLICATION_JSON)
class ServiceResource {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String DEFAULT_NAMESPACE = "default";

    private final LocalPlatform platform;
    private final Lookup lookup;

    ServiceResource(LocalPlatform platform, Lookup lookup) {
        this.platform = platform;
        this.lookup = lookup;
    }

    @GET
    @Path("replicas")
    @Operation(summary = "The replicas of a service, those that failed included.")
    public List<ReplicaView> replicas(
            @RestPath String name, @RestQuery @DefaultValue(DEFAULT_NAMESPACE) String namespace) {
        return platform.replicas(lookup.requireService(namespace, name));
    }

    @GET
    @Path("scale-history")
    @Operation(summary = "What the autoscaler decided for a service lately, oldest first.")
    public List<ScaleDecision> scaleHistory(
            @RestPath String name, @RestQuery @DefaultValue(DEFAULT_NAMESPACE) String namespace) {
        return platform.scaleHistory(lookup.requireService(namespace, name));
    }

    @GET
    @Path("logs")
    @Blocking
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "The logs of a service's replicas.",
            description =
                    "`tail` is how many of the last lines, `follow` whether those that come later are"
                            + " sent too, until the service is deleted.")
    public Multi<String> logs(
            @RestPath String name,
            @RestQuery @DefaultValue(DEFAULT_NAMESPACE) String namespace,
            @RestQuery Optional<String> replica,
            @RestQuery Optional<Integer> tail,
            @RestQuery @DefaultValue("false") boolean follow) {
        ResourceKey service = lookup.requireService(namespace, name);
        replica.ifPresent(wanted -> requireReplica(service, wanted));
        ServiceLogs logs = new ServiceLogs(platform, service, replica);
        String first = tail.map(logs::last).orElseGet(logs::next);
        Multi<String> there = Multi.createFrom().item(first);
        return follow
                ? Multi.createBy().concatenating().streams(there, later(service, logs))
                : there;
    }

    private Multi<String> later(ResourceKey service, ServiceLogs logs) {
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .select()
                .first(_ -> platform.find(service).isPresent())
                .map(_ -> logs.next())
                .filter(text -> !text.isEmpty());
    }

    private void requireReplica(ResourceKey service, String wanted) {
        List<String> names = platform.replicas(service).stream().map(ReplicaView::name).toList();
        if (!names.contains(wanted)) {
            throw new Missing(
                    "%s has no replica '%s'; it has: %s"
                            .formatted(
                                    service,
                                    wanted,
                                    names.stream().collect(Collectors.joining(", "))));
        }
    }
}
