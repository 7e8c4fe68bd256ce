package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.predictor.batching.Batcher;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.predictor.memory.NativeHeap;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.FoundVersion;
import dev.serval.predictor.repository.ModelRepository;
import dev.serval.server.statistics.ModelStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/// Loads versions and closes them, telling the listener. A version whose files changed while it was
/// loaded is refused: what was read may be half of one file and half of another.
final class Loading {
    private static final Logger LOG = Logger.getLogger(Loading.class);

    private final ModelRepository repository;
    private final VersionLoader loader;
    private final LoadListener listener;
    private final ModelSurroundings surroundings;
    private final NativeHeap heap = new NativeHeap();
    private final Executor threads;

    Loading(
            ModelRepository repository,
            VersionLoader loader,
            LoadListener listener,
            ModelSurroundings surroundings,
            Executor threads) {
        this.repository = repository;
        this.loader = loader;
        this.listener = listener;
        this.surroundings = surroundings;
        this.threads = threads;
    }

    MemoryBudget budget() {
        return surroundings.budget();
    }

    Executor threads() {
        return threads;
    }

    Batcher batcher(
            ModelName name, ModelVersion version, LoadedModel loaded, ModelStatistics statistics) {
        return surroundings
                .batching()
                .batcher(name, version, loaded.model(), statistics, loaded.batching());
    }

    /// Runs the work on a thread that may compute; on this one if all are taken.
    void compute(Runnable work) {
        if (!surroundings.batching().threads().runLast(work)) {
            work.run();
        }
    }

    /// @throws ModelLoadException with the reason; nothing is left behind
    LoadedModel load(FoundModel.Servable found, ModelVersion version) throws ModelLoadException {
        long start = System.nanoTime();
        try {
            LoadedModel loaded = loadUnchanged(found, version);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listener.loaded(found.name(), version, took, loaded.model().memoryBytes());
            LOG.infof(
                    "model '%s' version %s is ready after %d ms",
                    found.name(), version, took.toMillis());
            return loaded;
        } catch (ModelLoadException refused) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listener.failed(found.name(), version, took);
            throw refused;
        }
    }

    private LoadedModel loadUnchanged(FoundModel.Servable found, ModelVersion version)
            throws ModelLoadException {
        LoadedModel loaded = loader.load(found, version);
        if (!isUnchanged(found, version)) {
            loaded.close();
            throw new ModelLoadException("its files changed while they were loaded");
        }
        return loaded;
    }

    private boolean isUnchanged(FoundModel.Servable found, ModelVersion version) {
        FoundVersion before = found.versions().get(version);
        try {
            Optional<FoundModel> now = repository.look(found.name());
            return now.isPresent()
                    && now.get() instanceof FoundModel.Servable servable
                    && Objects.equals(servable.versions().get(version), before);
        } catch (IOException unreadable) {
            LOG.debugf(unreadable, "model '%s' cannot be looked at again", found.name());
            return false;
        }
    }

    /// Ends a stay in memory, and closes the model once its last inference has ended.
    ///
    /// @return done when it is closed
    CompletableFuture<Void> closeWhenIdle(Residency last, String label) {
        return last.end().thenRunAsync(() -> close(last.loaded(), label), threads);
    }

    void pagedIn(ModelName name, ModelVersion version) {
        listener.pagedIn(name, version);
    }

    void pagedOut(ModelName name, ModelVersion version) {
        listener.pagedOut(name, version);
    }

    /// Tells the listener that nothing answers for a version any more.
    void unloaded(ModelName name, ModelVersion version) {
        LOG.infof("model '%s' version %s is unloaded", name, version);
        listener.unloaded(name, version);
    }

    private void close(LoadedModel loaded, String label) {
        long bytes = loaded.model().memoryBytes();
        try {
            loaded.close();
            heap.freed(bytes);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "%s did not close", label);
        }
    }
}
