package dev.serval.platform.local.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ResourceEvent;
import dev.serval.platform.local.kind.ResourceType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/// `/api/v1/watch`: what is there, and then every change.
@Path("/api/v1/watch")
class WatchResource {
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    private static final int MOST_UNREAD = 4096;
    private static final String UP_TO_DATE = "BOOKMARK";

    private final LocalPlatform platform;
    private final Lookup lookup;
    private final ObjectMapper mapper;

    WatchResource(LocalPlatform platform, Lookup lookup, ObjectMapper mapper) {
        this.platform = platform;
        this.lookup = lookup;
        this.mapper = mapper;
    }

    /// Which resources are watched; an empty namespace or name means all.
    private record Scope(ResourceType type, String namespace, String name) {
        boolean holds(HasMetadata resource) {
            var metadata = resource.getMetadata();
            return resource.getKind().equals(type.kind())
                    && (namespace.isEmpty()
                            || namespace.equals(
                                    Objects.requireNonNullElse(metadata.getNamespace(), "default")))
                    && (name.isEmpty() || name.equals(metadata.getName()));
        }
    }

    /// What is sent: a resource under the type of its event, or that all there was has been sent.
    private sealed interface Message {
        record Change(ResourceEvent event) implements Message {}

        record UpToDate() implements Message {}
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Watches the resources of a type.",
            description =
                    "Server-sent events ADDED, MODIFIED and DELETED with the resource as JSON: first"
                            + " ADDED for each that is there and one BOOKMARK, then each change.")
    public Multi<OutboundSseEvent> watch(
            @RestQuery @DefaultValue("inferenceservices") String type,
            @RestQuery @DefaultValue("") String namespace,
            @RestQuery @DefaultValue("") String name,
            @Context Sse sse) {
        ResourceType known = lookup.type(type);
        Scope scope = new Scope(known, known.namespaceOf(namespace), name);
        Multi<Message> messages =
                Multi.createFrom().emitter(emitter -> feed(scope, emitter), MOST_UNREAD);
        Multi<OutboundSseEvent> events =
                messages.emitOn(Infrastructure.getDefaultExecutor())
                        .map(message -> event(message, sse));
        Multi<OutboundSseEvent> signsOfLife =
                Multi.createFrom()
                        .ticks()
                        .every(SIGN_OF_LIFE)
                        .onOverflow()
                        .drop()
                        .map(_ -> sse.newEventBuilder().comment("").build());
        return Multi.createBy().merging().streams(events, signsOfLife);
    }

    private void feed(Scope scope, MultiEmitter<? super Message> emitter) {
        WatchFeed feed =
                new WatchFeed(event -> {
                    if (scope.holds(event.resource())) {
                        emitter.emit(new Message.Change(event));
                    }
                });
        LocalPlatform.Subscription subscription = platform.watch(feed);
        emitter.onTermination(subscription::close);
        platform.list(scope.type().kind(), scope.namespace()).stream()
                .filter(scope::holds)
                .map(resource -> new ResourceEvent(ResourceEvent.Type.ADDED, resource))
                .forEach(event -> emitter.emit(new Message.Change(event)));
        emitter.emit(new Message.UpToDate());
        feed.goLive();
    }

    private OutboundSseEvent event(Message message, Sse sse) {
        return switch (message) {
            case Message.UpToDate _ -> sse.newEventBuilder().name(UP_TO_DATE).data("{}").build();
            case Message.Change(ResourceEvent event) ->
                    sse.newEventBuilder()
                            .name(event.type().name())
                            .data(json(event.resource()))
                            .build();
        };
    }

    private String json(HasMetadata resource) {
        try {
            return mapper.writeValueAsString(resource);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
