package dev.serval.platform.local.management;

import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.ApplyOutcome.Change;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceEvent;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.control.ScaleDecision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A platform that only remembers. A resource named `refused` it refuses; of any other it warns of
/// the folder that it came from.
@Alternative
@Priority(1)
@ApplicationScoped
public class FakePlatform implements LocalPlatform {
    private static final String REFUSED = "refused";

    private final Map<String, HasMetadata> resources = new ConcurrentSkipListMap<>();
    private final List<Consumer<ResourceEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<ReplicaView> replicas = new CopyOnWriteArrayList<>();

    @Override
    public ApplyOutcome apply(HasMetadata resource, Path folder) {
        ResourceKey key = key(resource);
        if (key.name().equals(REFUSED)) {
            return new ApplyOutcome.Refused(key, "spec.predictor: it is refused");
        }
        HasMetadata before = resources.put(key.toString(), resource);
        tell(before == null ? ResourceEvent.Type.ADDED : ResourceEvent.Type.MODIFIED, resource);
        Change change = before == null ? Change.CREATED : Change.CONFIGURED;
        return new ApplyOutcome.Applied(key, change, resource, List.of("it came from " + folder));
    }

    @Override
    public Optional<HasMetadata> delete(ResourceKey key) {
        Optional<HasMetadata> gone = Optional.ofNullable(resources.remove(key.toString()));
        gone.ifPresent(resource -> tell(ResourceEvent.Type.DELETED, resource));
        return gone;
    }

    @Override
    public Optional<HasMetadata> find(ResourceKey key) {
        return Optional.ofNullable(resources.get(key.toString()));
    }

    @Override
    public List<HasMetadata> list(String kind, String namespace) {
        return resources.values().stream()
                .filter(resource -> resource.getKind().equals(kind))
                .filter(resource ->
                        namespace.isEmpty() || namespace.equals(key(resource).namespace()))
                .toList();
    }

    @Override
    public Subscription watch(Consumer<ResourceEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public List<ReplicaView> replicas(ResourceKey service) {
        return replicas.stream()
                .filter(replica -> replica.revision().startsWith(service.name() + "-"))
                .toList();
    }

    @Override
    public List<ScaleDecision> scaleHistory(ResourceKey service) {
        return List.of(
                new ScaleDecision(
                        Instant.EPOCH, service.name() + "-1", 1.5, 2, 70, false, 0, 1, "wanted"));
    }

    @Override
    public void close() {
        resources.clear();
    }

    /// Makes a replica that writes to `log`.
    void addReplica(String service, String name, Path log) {
        replicas.add(
                new ReplicaView(
                        name,
                        "predictor",
                        service + "-1",
                        "ready",
                        42,
                        4711,
                        0,
                        Instant.EPOCH,
                        log,
                        null,
                        "ready in 5 ms"));
    }

    int watchers() {
        return listeners.size();
    }

    private void tell(ResourceEvent.Type type, HasMetadata resource) {
        listeners.forEach(listener -> listener.accept(new ResourceEvent(type, resource)));
    }

    private static ResourceKey key(HasMetadata resource) {
        boolean isOfCluster = resource.getKind().startsWith("Cluster");
        String namespace =
                Objects.requireNonNullElse(resource.getMetadata().getNamespace(), "default");
        return new ResourceKey(
                resource.getKind(), isOfCluster ? "" : namespace, resource.getMetadata().getName());
    }
}
