package dev.serval.platform.local.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The local platform. Safe for threads; nothing here waits for a service to become ready.
public interface LocalPlatform extends AutoCloseable {
    /// Stores a resource and begins to make it true.
    ///
    /// @param folder where the file lies that it was read from; storage URIs without a scheme are
    ///   paths relative to it
    ApplyOutcome apply(HasMetadata resource, Path folder);

    /// Takes a resource away; what ran for it is drained.
    ///
    /// @return the resource as it was; empty if there was none
    Optional<HasMetadata> delete(ResourceKey key);

    /// A resource with its status.
    Optional<HasMetadata> find(ResourceKey key);

    /// The resources of a kind, in the order of their names. An empty namespace means all.
    List<HasMetadata> list(String kind, String namespace);

    /// Tells of every change from now on, on a thread of the platform; a listener must not block.
    Subscription watch(Consumer<ResourceEvent> listener);

    /// The replicas of a service, those that failed included.
    List<ReplicaView> replicas(ResourceKey service);

    /// What the autoscaler decided for a service lately, oldest first.
    List<ScaleDecision> scaleHistory(ResourceKey service);

    /// Drains everything and ends it. No process is left.
    @Override
    void close();

    /// Ends the telling.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
