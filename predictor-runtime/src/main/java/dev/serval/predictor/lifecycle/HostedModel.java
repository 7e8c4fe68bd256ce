package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.ModelNotReady;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.FoundVersion;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One model and the versions of it that serve. One change at a time; callers never wait for it,
/// they see the view of the moment.
final class HostedModel {
    private static final Logger LOG = Logger.getLogger(HostedModel.class);

    private final ModelName name;
    private final Loading loading;
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicReference<ModelView> view = new AtomicReference<>(ModelView.empty());

    HostedModel(ModelName name, Loading loading) {
        this.name = name;
        this.loading = loading;
    }

    ModelName name() {
        return name;
    }

    ModelView view() {
        return view.get();
    }

    /// What answers for that version now.
    Optional<ServedVersion> findServed(ModelVersion version) {
        return Optional.ofNullable(view.get().version(version).served());
    }

    /// What answers those who ask for no version.
    Optional<ServedVersion> findLatest() {
        return view.get().latest();
    }

    ServedModel require(@Nullable ModelVersion version) {
        ModelView now = view.get();
        if (version == null) {
            ServedVersion latest =
                    now.latest().orElseThrow(() -> new ModelNotReady(name.value(), now.obstacle()));
            latest.requireKnown();
            return latest.behindItsTransformer(new LatestVersion(this, latest));
        }
        VersionView wanted = now.versions().get(version);
        if (wanted == null) {
            throw new UnknownModel(name.value(), version.toString());
        }
        ServedVersion served = wanted.served();
        if (served == null) {
            throw new ModelNotReady(name.value(), wanted.sentence(version));
        }
        served.requireKnown();
        return served.behindItsTransformer(served);
    }

    List<ModelStatus> statuses() {
        ModelView now = view.get();
        List<ModelStatus> statuses = new ArrayList<>();
        now.versions()
                .forEach((version, shown) ->
                        statuses.add(
                                new ModelStatus(name, version, shown.state(), now.reason(shown))));
        if (statuses.isEmpty()) {
            statuses.add(new ModelStatus(name, null, ModelState.UNAVAILABLE, now.problem()));
        }
        return statuses;
    }

    /// Says what is to come, before anything is loaded.
    void expect(FoundModel found) {
        switch (found) {
            case FoundModel.Servable servable -> update(now -> now.expecting(servable));
            case FoundModel.Broken broken -> update(now -> now.broken(broken));
        }
    }

    /// Makes what serves what was found: loads, swaps, and lets go. What cannot be loaded leaves
    /// serving what serves.
    void bring(FoundModel found, Effort effort) {
        changing.lock();
        try {
            expect(found);
            if (found instanceof FoundModel.Servable servable) {
                for (ModelVersion version : view.get().wanted().descendingSet()) {
                    bring(servable, version, effort);
                }
                retireUnwanted(servable);
            }
        } finally {
            changing.unlock();
        }
    }

    /// Takes every version out of service.
    ///
    /// @return done when the last inference has ended
    CompletableFuture<Void> unload(UnaryOperator<ModelView> change, String reason) {
        changing.lock();
        try {
            update(change);
            CompletableFuture<?>[] retired =
                    view.get().versions().keySet().stream()
                            .map(version -> retire(version, reason))
                            .toArray(CompletableFuture<?>[]::new);
            return CompletableFuture.allOf(retired);
        } finally {
            changing.unlock();
        }
    }

    private void bring(FoundModel.Servable found, ModelVersion version, Effort effort) {
        FoundVersion files = found.versions().get(version);
        Attempt attempt = new Attempt(found.settings(), files);
        VersionView before = view.get().version(version);
        try {
            if (before.stands(attempt, effort)) {
                before.loadIfAsked(effort);
                return;
            }
            update(now -> now.with(version, before.attempting(attempt)));
            VersionMemory memory = new VersionMemory(found, version, loading, this::lost);
            if (mustLoad(memory, files, effort)) {
                memory.load();
            }
            publish(version, new ServedVersion(this, memory), attempt);
        } catch (ModelLoadException refused) {
            String reason = String.valueOf(refused.getMessage());
            LOG.errorf("model '%s' version %s failed to load: %s", name, version, reason);
            update(now -> now.with(version, now.version(version).failed(reason)));
        }
    }

    /// Whether a version is to be in memory before it serves. At the start, where memory is
    /// limited, that which nobody has asked for yet waits in its files, unless there is room for
    /// it.
    private boolean mustLoad(VersionMemory memory, @Nullable FoundVersion files, Effort effort) {
        return files == null
                || effort != Effort.FIRST_LOOK
                || memory.isPinned()
                || loading.budget().hasRoomFor(files.byteSize());
    }

    /// Takes a version out of service that could not be brought back into memory.
    private void lost(VersionMemory memory, String reason) {
        LOG.errorf(
                "model '%s' version %s cannot be brought into memory: %s",
                name, memory.version(), reason);
        update(now -> now.lost(memory, reason));
    }

    private void publish(ModelVersion version, ServedVersion fresh, Attempt attempt) {
        Optional<ServedVersion> replaced = findServed(version);
        update(now -> now.with(version, VersionView.ready(fresh, attempt)));
        replaced.ifPresent(ServedVersion::retire);
    }

    /// Lets go of versions that are gone once another answers, and of those that the policy does
    /// not select once all that it selects answer: a new version that fails keeps the old serving.
    private void retireUnwanted(FoundModel.Servable found) {
        ModelView now = view.get();
        String unselected = ModelView.unselected(found.settings().versionPolicy());
        for (ModelVersion version : now.versions().keySet()) {
            boolean gone = !now.present().contains(version);
            boolean answered = now.wanted().isEmpty() || now.isAnswering();
            if (gone && answered) {
                retire(version, "its directory is gone");
            } else if (!gone && !now.wanted().contains(version) && now.isComplete()) {
                retire(version, unselected);
            }
        }
    }

    private CompletableFuture<Void> retire(ModelVersion version, String reason) {
        VersionView known = view.get().version(version);
        ServedVersion served = known.served();
        if (served == null) {
            if (known.isIdle()) {
                update(now -> now.with(version, VersionView.unavailable(reason)));
            }
            return CompletableFuture.completedFuture(null);
        }
        update(now -> now.with(version, VersionView.unloading(reason)));
        return served.retire().thenRun(() -> drained(version));
    }

    private void drained(ModelVersion version) {
        update(now -> now.unloaded(version));
        if (findServed(version).isEmpty()) {
            loading.unloaded(name, version);
        }
    }

    private void update(UnaryOperator<ModelView> change) {
        view.updateAndGet(change);
    }
}
