package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.batching.Batcher;
import dev.serval.predictor.configuration.ModelSettings;
import dev.serval.predictor.memory.Pageable;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.FoundVersion;
import dev.serval.server.statistics.ModelStatistics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Whether a version's model is in memory, and the way in and out: once for all who wait for it.
/// Threads share it.
final class VersionMemory implements Pageable {
    private final FoundModel.Servable found;
    private final ModelVersion version;
    private final Loading loading;
    private final BiConsumer<VersionMemory, String> whenLost;
    private final ModelStatistics statistics = new ModelStatistics();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile @Nullable Residency residency;
    private volatile @Nullable LoadedTraits traits;
    private volatile boolean retired;
    private volatile String failure = "";
    private volatile long entered = System.nanoTime();
    private @Nullable CompletableFuture<Void> waking;

    /// @param whenLost is told why, if the model cannot be brought back into memory
    VersionMemory(
            FoundModel.Servable found,
            ModelVersion version,
            Loading loading,
            BiConsumer<VersionMemory, String> whenLost) {
        this.found = found;
        this.version = version;
        this.loading = loading;
        this.whenLost = whenLost;
    }

    ModelVersion version() {
        return version;
    }

    ModelStatistics statistics() {
        return statistics;
    }

    /// What is known of the version; `null` if it never was in memory.
    @Nullable LoadedTraits traits() {
        return traits;
    }

    /// The model, if it is in memory.
    @Nullable Residency residency() {
        return residency;
    }

    /// Whether the version serves no longer.
    boolean isRetired() {
        return retired;
    }

    /// Why it could not be brought back into memory; empty if it could.
    String failure() {
        return failure;
    }

    /// Brings the model into memory here and now.
    ///
    /// @throws ModelLoadException with the reason; nothing is left behind
    void load() throws ModelLoadException {
        FoundVersion files = found.versions().get(version);
        loading.budget().makeRoomFor(files == null ? 0 : files.byteSize());
        enter(loading.load(found, version));
    }

    /// Brings the model into memory here and now, if it is not there.
    ///
    /// @throws ModelLoadException with the reason; nothing is left behind
    void loadIfAway() throws ModelLoadException {
        if (residency == null) {
            load();
        }
    }

    /// Brings the model into memory on another thread.
    ///
    /// @return done when it is there, or never will be
    CompletableFuture<Void> wake() {
        changing.lock();
        try {
            if (residency != null || retired) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> underWay = waking;
            if (underWay == null) {
                underWay = CompletableFuture.runAsync(this::wakeNow, loading.threads());
                waking = underWay;
            }
            return underWay;
        } finally {
            changing.unlock();
        }
    }

    private void wakeNow() {
        try {
            load();
            loading.pagedIn(found.name(), version);
        } catch (ModelLoadException | RuntimeException | Error refused) {
            failure = String.valueOf(refused.getMessage());
            whenLost.accept(this, failure);
            var unused = retire();
        } finally {
            changing.lock();
            waking = null;
            changing.unlock();
        }
    }

    private void enter(LoadedModel loaded) {
        changing.lock();
        try {
            LoadedTraits before = traits;
            Batcher batcher =
                    before == null
                            ? loading.batcher(found.name(), version, loaded, statistics)
                            : before.batcher().successor(loaded.model());
            traits = LoadedTraits.of(loaded, batcher);
            entered = System.nanoTime();
            Residency fresh = new Residency(loaded, batcher);
            if (retired || residency != null) {
                var unused = loading.closeWhenIdle(fresh, label());
                return;
            }
            residency = fresh;
        } finally {
            changing.unlock();
        }
        loading.budget().admit(this);
    }

    /// Lets nobody in any more.
    ///
    /// @return done when the model is closed
    CompletableFuture<Void> retire() {
        changing.lock();
        try {
            retired = true;
            return leave();
        } finally {
            changing.unlock();
            loading.budget().forget(this);
        }
    }

    @Override
    public void pageOut() {
        changing.lock();
        try {
            var unused = leave();
        } finally {
            changing.unlock();
        }
        loading.pagedOut(found.name(), version);
    }

    private CompletableFuture<Void> leave() {
        Residency last = residency;
        residency = null;
        return last == null
                ? CompletableFuture.completedFuture(null)
                : loading.closeWhenIdle(last, label());
    }

    /// Runs the work on a thread that may compute.
    void compute(Runnable work) {
        loading.compute(work);
    }

    @Override
    public String label() {
        return "model '%s' version %s".formatted(found.name(), version);
    }

    @Override
    public long byteSize() {
        Residency here = residency;
        return here == null ? 0 : here.loaded().model().memoryBytes();
    }

    @Override
    public int priority() {
        return found.settings().paging().priority();
    }

    @Override
    public boolean isPinned() {
        ModelSettings settings = found.settings();
        return settings.required() || settings.paging().pinned();
    }

    @Override
    public long lastUsed() {
        Residency here = residency;
        if (here != null && here.leases().areGiven()) {
            return System.nanoTime();
        }
        long lastBegan = statistics.lastBegan();
        return lastBegan - entered > 0 ? lastBegan : entered;
    }
}
