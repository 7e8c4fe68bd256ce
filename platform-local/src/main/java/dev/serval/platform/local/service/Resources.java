package dev.serval.platform.local.service;

import dev.serval.platform.local.control.ResourceEvent;
import dev.serval.platform.local.control.ResourceKey;
import dev.serval.platform.local.state.StateFolder;
import dev.serval.platform.local.state.StoredResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// All that was applied, in memory and in the state folder. Read on any thread, changed on the
/// event loop alone.
final class Resources {
    private static final Logger LOG = Logger.getLogger(Resources.class);

    private final StateFolder state;
    private final Executor writer;
    private final Map<ResourceKey, StoredResource> stored =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(ResourceKey::kind)
                            .thenComparing(ResourceKey::namespace)
                            .thenComparing(ResourceKey::name));
    private final List<Consumer<ResourceEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ResourceKey, StoredResource> unwritten = new ConcurrentHashMap<>();
    private final Lock writing = new ReentrantLock();
    private long lastVersion;

    private Resources(StateFolder state, Executor writer) {
        this.state = state;
        this.writer = writer;
    }

    /// What a state folder holds.
    ///
    /// @param writer writes to it where nobody waits for that
    static Resources read(StateFolder state, Executor writer) throws IOException {
        Resources resources = new Resources(state, writer);
        for (StoredResource found : state.read()) {
            resources.stored.put(ResourceKeys.of(found.resource()), found);
            resources.lastVersion = Math.max(resources.lastVersion, versionOf(found.resource()));
        }
        state.problems().forEach(LOG::error);
        return resources;
    }

    Optional<StoredResource> find(ResourceKey key) {
        return Optional.ofNullable(stored.get(key));
    }

    /// All, in the order of their names.
    List<StoredResource> all() {
        return List.copyOf(stored.values());
    }

    /// Puts a resource in the place of what was there, and tells of it.
    ///
    /// @throws IOException if it cannot be written; what was there stays
    void put(StoredResource changed) throws IOException {
        ResourceKey key = ResourceKeys.of(changed.resource());
        changed.resource().getMetadata().setResourceVersion(Long.toString(++lastVersion));
        writing.lock();
        try {
            state.write(key, changed);
            unwritten.remove(key);
        } finally {
            writing.unlock();
        }
        boolean isNew = stored.put(key, changed) == null;
        tell(isNew ? ResourceEvent.Type.ADDED : ResourceEvent.Type.MODIFIED, changed.resource());
    }

    /// The same for what the platform itself found out: it goes on where that cannot be written.
    void update(StoredResource changed) {
        changed.resource().getMetadata().setResourceVersion(Long.toString(++lastVersion));
        remember(changed);
        tell(ResourceEvent.Type.MODIFIED, changed.resource());
    }

    /// The same for what concerns no user.
    void remember(StoredResource changed) {
        ResourceKey key = ResourceKeys.of(changed.resource());
        stored.put(key, changed);
        unwritten.put(key, changed);
        writer.execute(this::writeAll);
    }

    Optional<HasMetadata> remove(ResourceKey key) {
        StoredResource removed = stored.remove(key);
        if (removed == null) {
            return Optional.empty();
        }
        writing.lock();
        try {
            unwritten.remove(key);
            state.remove(key);
        } catch (IOException failure) {
            LOG.errorf("the state of %s cannot be removed: %s", key, failure);
        } finally {
            writing.unlock();
        }
        tell(ResourceEvent.Type.DELETED, removed.resource());
        return Optional.of(removed.resource());
    }

    /// Writes what is not written yet.
    void writeAll() {
        writing.lock();
        try {
            unwritten.keySet().forEach(this::write);
        } finally {
            writing.unlock();
        }
    }

    private void write(ResourceKey key) {
        StoredResource changed = unwritten.remove(key);
        if (changed == null) {
            return;
        }
        try {
            state.write(key, changed);
        } catch (IOException failure) {
            LOG.errorf("the state of %s cannot be written: %s", key, failure);
        }
    }

    /// Removes what the replicas of a service that has gone said.
    void removeLogs(ResourceKey service) {
        try {
            state.removeLogs(service);
        } catch (IOException failure) {
            LOG.warnf("the logs of %s cannot be removed: %s", service, failure);
        }
    }

    void watch(Consumer<ResourceEvent> listener) {
        listeners.add(listener);
    }

    void unwatch(Consumer<ResourceEvent> listener) {
        listeners.remove(listener);
    }

    private void tell(ResourceEvent.Type type, HasMetadata resource) {
        for (Consumer<ResourceEvent> listener : listeners) {
            try {
                listener.accept(new ResourceEvent(type, resource));
            } catch (RuntimeException failure) {
                LOG.error("a listener failed", failure);
            }
        }
    }

    private static long versionOf(HasMetadata resource) {
        String version = resource.getMetadata().getResourceVersion();
        try {
            return version == null ? 0 : Long.parseLong(version);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
