package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.local.control.ApplyOutcome;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceEvent;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.loop.EventLoop;
import dev.serval.platform.local.revision.Machine;
import dev.serval.platform.local.routing.RouteTable;
import dev.serval.platform.local.state.StateFolder;
import dev.serval.platform.local.state.StoredResource;
import dev.serval.platform.plan.config.PlatformConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The local platform: what was applied on one side, what runs for it on the other. Whoever asks
/// for a change waits until the event loop has taken it in; whoever looks sees what was last true.
public final class RunningPlatform implements LocalPlatform {
    private static final Logger LOG = Logger.getLogger(RunningPlatform.class);
    private static final String RUNTIMES_OF_ALL = "ClusterServingRuntime";

    private final EventLoop loop;
    private final Resources resources;
    private final Admissions admissions;
    private final Catalog catalog;
    private final ManagedServices services;

    /// Brings back what a state folder remembers.
    ///
    /// @param state the folder; not closed with this
    /// @param writer writes to it where nobody waits for that; not closed with this
    /// @throws IOException if it cannot be read
    public RunningPlatform(
            StateFolder state,
            Executor writer,
            Machine machine,
            RouteTable routes,
            ServiceSettings settings)
            throws IOException {
        PlatformConfig config = PlatformConfig.local(settings.port());
        this.loop = machine.loop();
        this.resources = Resources.read(state, writer);
        this.admissions = new Admissions(config, UUID::randomUUID);
        this.catalog = new Catalog(config);
        catalog.replace(resources.all().stream().map(StoredResource::resource));
        this.services =
                new ManagedServices(
                        resources,
                        new ServiceContext(catalog, machine, settings, state::logs),
                        routes);
        loop.execute(services::resume);
    }

    @Override
    public ApplyOutcome apply(HasMetadata resource, Path folder) {
        return onLoop(() -> applyNow(resource, folder.toAbsolutePath().normalize()));
    }

    @Override
    public Optional<HasMetadata> delete(ResourceKey key) {
        return onLoop(() -> {
            Optional<HasMetadata> removed = resources.remove(key);
            removed.ifPresent(resource -> {
                LOG.infof("%s is deleted", key);
                services.remove(key);
                followCatalog(resource);
            });
            return removed;
        });
    }

    @Override
    public Optional<HasMetadata> find(ResourceKey key) {
        return resources
                .find(key)
                .map(StoredResource::resource)
                .or(() -> builtIn().filter(runtime -> isAt(runtime, key)).findFirst());
    }

    @Override
    public List<HasMetadata> list(String kind, String namespace) {
        Map<String, HasMetadata> found = new TreeMap<>();
        builtIn()
                .filter(runtime -> runtime.getKind().equals(kind))
                .forEach(runtime -> found.put(ResourceKeys.of(runtime).toString(), runtime));
        for (StoredResource stored : resources.all()) {
            ResourceKey key = ResourceKeys.of(stored.resource());
            boolean isMeant =
                    namespace.isEmpty()
                            || key.namespace().isEmpty()
                            || key.namespace().equals(namespace);
            if (key.kind().equals(kind) && isMeant) {
                found.put(key.toString(), stored.resource());
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public Subscription watch(Consumer<ResourceEvent> listener) {
        resources.watch(listener);
        return () -> resources.unwatch(listener);
    }

    @Override
    public List<ReplicaView> replicas(ResourceKey service) {
        return services.shown(service).replicas();
    }

    @Override
    public List<ScaleDecision> scaleHistory(ResourceKey service) {
        return services.shown(service).decisions();
    }

    @Override
    public void close() {
        services.close();
        resources.writeAll();
    }

    private ApplyOutcome applyNow(HasMetadata written, Path folder) {
        HasMetadata resource = admissions.filled(written);
        ResourceKey key = ResourceKeys.of(resource);
        Optional<StoredResource> old = resources.find(key);
        HasMetadata before = old.map(StoredResource::resource).orElse(null);
        Optional<String> refusal = admissions.refusal(resource, before);
        if (refusal.isPresent()) {
            return new ApplyOutcome.Refused(key, refusal.get());
        }
        admissions.stamp(resource, before, loop.now());
        if (before != null
                && ResourceContent.of(before).equals(ResourceContent.of(resource))
                && folder.equals(old.get().folder())) {
            return applied(key, ApplyOutcome.Change.UNCHANGED, before);
        }
        try {
            resources.put(stored(old, resource, folder));
        } catch (IOException failure) {
            return new ApplyOutcome.Refused(
                    key, "it cannot be written to the state folder: " + failure);
        }
        LOG.infof("%s is applied, generation %d", key, resource.getMetadata().getGeneration());
        if (resource instanceof InferenceService service) {
            services.put(service, folder);
        }
        followCatalog(resource);
        ApplyOutcome.Change change =
                before == null ? ApplyOutcome.Change.CREATED : ApplyOutcome.Change.CONFIGURED;
        return applied(key, change, resource);
    }

    private static StoredResource stored(
            Optional<StoredResource> old, HasMetadata resource, Path folder) {
        return old.map(there ->
                        new StoredResource(
                                resource,
                                folder,
                                there.accepted() == null ? there.resource() : there.accepted(),
                                there.accepted() == null ? there.folder() : there.acceptedFolder(),
                                there.workloads()))
                .orElseGet(() -> new StoredResource(resource, folder, null, null, List.of()));
    }

    private ApplyOutcome applied(
            ResourceKey key, ApplyOutcome.Change change, HasMetadata resource) {
        HasMetadata now = resources.find(key).map(StoredResource::resource).orElse(resource);
        List<String> warnings = new ArrayList<>(services.warnings(key));
        warnings.addAll(Warnings.of(key.kind()));
        return new ApplyOutcome.Applied(key, change, now, warnings);
    }

    private void followCatalog(HasMetadata changed) {
        if (Catalog.isMadeOf(changed)) {
            catalog.replace(resources.all().stream().map(StoredResource::resource));
            services.reconcileAll();
        }
    }

    private Stream<HasMetadata> builtIn() {
        return catalog.builtIn().stream().map(HasMetadata.class::cast);
    }

    private static boolean isAt(HasMetadata runtime, ResourceKey key) {
        return key.kind().equals(RUNTIMES_OF_ALL)
                && key.name().equals(runtime.getMetadata().getName());
    }

    /// Waits for what the event loop makes of `question`. Must not be called there.
    private <T> T onLoop(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer.join();
    }
}
