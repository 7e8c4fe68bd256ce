package dev.serval.platform.local.service;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.local.control.ReplicaView;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.control.ScaleDecision;
import dev.serval.platform.local.loop.EventLoop;
import dev.serval.platform.local.revision.WorkloadState;
import dev.serval.platform.local.routing.RouteTable;
import dev.serval.platform.local.routing.ServiceRoute;
import dev.serval.platform.local.state.StoredResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// All services that run, and the routes to them. All of it happens on the event loop, apart from
/// being looked at.
final class ManagedServices {
    private static final Logger LOG = Logger.getLogger(ManagedServices.class);

    private final Resources resources;
    private final ServiceContext context;
    private final EventLoop loop;
    private final RouteTable table;
    private final Map<ResourceKey, ManagedService> services = new LinkedHashMap<>();
    private final List<ManagedService> leaving = new ArrayList<>();
    private final Set<ResourceKey> touched = new HashSet<>();
    private final Map<ResourceKey, Shown> shown = new ConcurrentHashMap<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private List<ServiceRoute> routes = List.of();
    private boolean isClosing;

    ManagedServices(Resources resources, ServiceContext context, RouteTable table) {
        this.resources = resources;
        this.context = context;
        this.loop = context.machine().loop();
        this.table = table;
    }

    /// What is shown of a service.
    record Shown(List<ReplicaView> replicas, List<ScaleDecision> decisions) {
        static final Shown NOTHING = new Shown(List.of(), List.of());
    }

    /// What is shown of a service, on any thread.
    Shown shown(ResourceKey service) {
        return shown.getOrDefault(service, Shown.NOTHING);
    }

    /// Brings back what is remembered, and begins to tick.
    void resume() {
        for (StoredResource stored : resources.all()) {
            if (stored.resource() instanceof InferenceService) {
                ManagedService service = manage(stored);
                reconcile(service);
            }
        }
        publish();
        loop.after(context.settings().tick(), this::tick);
    }

    /// Takes over a service as it was applied.
    void put(InferenceService applied, Path folder) {
        ResourceKey key = ResourceKeys.of(applied);
        ManagedService service = services.get(key);
        if (service == null) {
            service = manage(new StoredResource(applied, folder, null, null, numbersOf(key)));
        }
        service.update(applied, folder);
        reconcile(service);
        publish();
    }

    void remove(ResourceKey key) {
        ManagedService service = services.remove(key);
        if (service == null) {
            return;
        }
        publish();
        service.retire();
        leaving.add(service);
        shown.remove(key);
    }

    void reconcileAll() {
        services.values().forEach(this::reconcile);
        publish();
    }

    /// What the user of a service ought to know.
    List<String> warnings(ResourceKey key) {
        ManagedService service = services.get(key);
        return service == null ? List.of() : service.warnings();
    }

    /// Ends all services and waits for their end, as long as that may take.
    void close() {
        loop.execute(this::endAll);
        Duration longest =
                context.settings()
                        .revisions()
                        .replicas()
                        .drainTime()
                        .plus(context.settings().revisions().replicas().endTime())
                        .plusSeconds(2);
        try {
            if (!gone.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("not all replicas have ended after %d s", longest.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ManagedService manage(StoredResource stored) {
        ResourceKey key = ResourceKeys.of(stored.resource());
        ManagedService service = new ManagedService(stored, context, () -> touch(key));
        services.put(key, service);
        return service;
    }

    /// Where the numbers of revisions go on while a service of the same name is still leaving.
    private List<WorkloadState> numbersOf(ResourceKey key) {
        return leaving.stream()
                .filter(service -> service.key().equals(key))
                .flatMap(service -> service.stored().workloads().stream())
                .map(state -> new WorkloadState(state.name(), state.lastNumber(), null, List.of()))
                .toList();
    }

    /// Something changed: all changes of one event are taken in at once.
    private void touch(ResourceKey key) {
        if (touched.add(key)) {
            loop.execute(() -> takeIn(key));
        }
    }

    private void takeIn(ResourceKey key) {
        touched.remove(key);
        boolean hasGone = leaving.removeIf(ManagedService::isGone);
        if (isClosing) {
            tellIfGone();
            return;
        }
        ManagedService service = services.get(key);
        if (service != null) {
            reconcile(service);
            publish();
        } else if (hasGone) {
            resources.removeLogs(key);
        }
    }

    private void tick() {
        if (isClosing) {
            return;
        }
        loop.after(context.settings().tick(), this::tick);
        for (ManagedService service : services.values()) {
            service.tick();
            reconcile(service);
        }
        publish();
    }

    /// Makes a service true, and remembers and tells what came of it.
    private void reconcile(ManagedService service) {
        boolean isNews = service.reconcile();
        ResourceKey key = service.key();
        shown.put(key, new Shown(service.replicas(), service.decisions()));
        StoredResource now = service.stored();
        if (isNews) {
            resources.update(now);
        } else if (!resources.find(key).filter(now::equals).isPresent()) {
            resources.remember(now);
        }
    }

    private void publish() {
        List<ServiceRoute> now = services.values().stream().map(ManagedService::route).toList();
        if (!now.equals(routes)) {
            routes = now;
            table.publish(now);
        }
    }

    private void endAll() {
        isClosing = true;
        leaving.addAll(services.values());
        leaving.forEach(ManagedService::end);
        tellIfGone();
    }

    private void tellIfGone() {
        leaving.removeIf(ManagedService::isGone);
        if (leaving.isEmpty()) {
            gone.countDown();
        }
    }
}
