package dev.serval.predictor.lifecycle;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.ModelRepository;
import dev.serval.predictor.repository.SettledLook;
import dev.serval.server.catalog.ModelControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings what is served in line with what the repository has: all of it at the start, one model on
/// request, and what changed when it is watched.
public final class ModelLifecycle implements ModelControl, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelLifecycle.class);
    private static final Duration LONGEST_CHANGE = Duration.ofMinutes(30);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final ModelRepository repository;
    private final SettledLook settled;
    private final ModelRegistry registry;
    private final LoaderThreads threads;
    private final Loading loading;

    /// What was last brought in line, by name.
    private final Map<ModelName, FoundModel> brought = new ConcurrentHashMap<>();

    /// Models that were unloaded on request, which a watch leaves alone.
    private final Set<ModelName> unloaded = ConcurrentHashMap.newKeySet();

    private volatile boolean closing;

    /// @param settled how a model of the repository is looked at before it is loaded
    public ModelLifecycle(
            SettledLook settled,
            ModelRegistry registry,
            VersionLoader loader,
            LoadListener listener,
            ModelSurroundings surroundings,
            LoaderThreads threads) {
        this.repository = settled.repository();
        this.settled = settled;
        this.registry = registry;
        this.threads = threads;
        this.loading = new Loading(repository, loader, listener, surroundings, threads);
    }

    /// Loads every model that is there, without blocking the caller.
    ///
    /// @return done when each has been tried, with the failure if the repository cannot be read
    public CompletableFuture<Void> start() {
        return CompletableFuture.supplyAsync(this::tryAll, threads)
                .thenCompose(tries -> tries)
                .whenComplete((_, failure) -> opened(failure));
    }

    /// Looks at the repository again and again, and follows what has changed.
    ///
    /// @param pause between two looks
    public void watch(Duration pause) {
        RepositoryWatch watch = new RepositoryWatch(repository, this);
        threads.repeat(pause, watch::look);
    }

    @Override
    public void load(ModelName name) {
        unloaded.remove(name);
        await(threads.submit(() -> bring(name, Effort.RETRY_FAILED)));
        String failure = registry.find(name).map(model -> model.view().failure()).orElse("");
        if (!failure.isEmpty()) {
            throw new InvalidInput("model '%s' cannot be loaded: %s".formatted(name, failure));
        }
    }

    @Override
    public void unload(ModelName name) {
        HostedModel model = registry.find(name).orElseThrow(() -> new UnknownModel(name.value()));
        unloaded.add(name);
        brought.remove(name);
        LOG.infof("model '%s' is unloaded on request", name);
        await(
                CompletableFuture.supplyAsync(
                                () -> model.unload(UnaryOperator.identity(), "unloaded on request"),
                                threads)
                        .thenCompose(drained -> drained));
    }

    /// Takes every model out of service, waits for the last inferences, and ends the threads. Loads
    /// that have not begun are dropped; one that has is not waited for longer than inferences are.
    @Override
    public void close() {
        closing = true;
        CompletableFuture<?>[] drained =
                registry.names().stream()
                        .flatMap(name -> registry.find(name).stream())
                        .map(ModelLifecycle::drain)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(drained).get(LONGEST_DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warnf("models are still in use after %s, they stay open", LONGEST_DRAIN);
        } catch (ExecutionException failure) {
            LOG.error("a model was not unloaded", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }

    /// Unloads on a thread of its own, as a load of the same model may be under way.
    private static CompletableFuture<Void> drain(HostedModel model) {
        return CompletableFuture.supplyAsync(
                        () -> model.unload(UnaryOperator.identity(), "shutting down"),
                        work -> Thread.ofVirtual().start(work))
                .thenCompose(drained -> drained);
    }

    /// Whether the model is to be left as it is: it was brought in line with this already, or was
    /// unloaded on request.
    boolean isInLine(ModelName name, Optional<FoundModel> found) {
        boolean leftAlone = unloaded.contains(name) && found.isPresent();
        return leftAlone || Objects.equals(found.orElse(null), brought.get(name));
    }

    /// The names of the models that are served or were tried.
    Set<ModelName> names() {
        return registry.names();
    }

    /// Brings a model in line with what was found, on another thread.
    void follow(ModelName name, Optional<FoundModel> found) {
        found.ifPresentOrElse(model -> brought.put(name, model), () -> brought.remove(name));
        threads.execute(() -> {
            if (found.isPresent()) {
                bring(found.get(), Effort.CHANGES_ONLY);
            } else {
                forget(name);
            }
        });
    }

    private CompletableFuture<Void> tryAll() {
        SortedMap<ModelName, FoundModel> found;
        try {
            found = repository.look();
        } catch (IOException unreadable) {
            return CompletableFuture.failedFuture(unreadable);
        }
        found.values().forEach(model -> host(model.name()).expect(model));
        return CompletableFuture.allOf(
                byPriority(found.values())
                        .map(name -> threads.submit(() -> bring(name, Effort.FIRST_LOOK)))
                        .toArray(CompletableFuture<?>[]::new));
    }

    /// The names of the models, those that are to be in memory before others first.
    private static Stream<ModelName> byPriority(Collection<FoundModel> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(ModelLifecycle::priority).reversed())
                .map(FoundModel::name);
    }

    private static int priority(FoundModel found) {
        return switch (found) {
            case FoundModel.Servable servable -> servable.settings().paging().priority();
            case FoundModel.Broken _ -> Integer.MAX_VALUE;
        };
    }

    private void opened(@Nullable Throwable failure) {
        if (failure == null) {
            registry.opened();
            return;
        }
        registry.unopened("The repository cannot be read: %s.".formatted(wordsOf(failure)));
    }

    /// The failure's own words, without those of whoever passed it on.
    private static String wordsOf(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null
                && (first instanceof CompletionException
                        || first instanceof UncheckedIOException)) {
            first = first.getCause();
        }
        return first instanceof FileSystemException
                ? first.toString()
                : String.valueOf(first.getMessage());
    }

    private void bring(ModelName name, Effort effort) throws IOException, InterruptedException {
        Optional<FoundModel> found = settled.at(name);
        if (found.isEmpty()) {
            forget(name);
            throw new UnknownModel(name.value());
        }
        brought.put(name, found.get());
        bring(found.get(), effort);
    }

    private void bring(FoundModel found, Effort effort) {
        if (closing) {
            return;
        }
        switch (found) {
            case FoundModel.Servable servable ->
                    servable.remarks()
                            .forEach(remark -> LOG.warnf("model '%s': %s", found.name(), remark));
            case FoundModel.Broken broken ->
                    LOG.errorf("model '%s' cannot be served: %s", found.name(), broken.reason());
        }
        host(found.name()).bring(found, effort);
    }

    private HostedModel host(ModelName name) {
        return registry.host(name, wanted -> new HostedModel(wanted, loading));
    }

    private void forget(ModelName name) {
        unloaded.remove(name);
        registry.find(name)
                .ifPresent(model -> {
                    LOG.infof("model '%s' is gone from the repository", name);
                    model.unload(ModelView::gone, "its directory is gone")
                            .thenRun(() -> registry.forget(model));
                });
    }

    private static void await(CompletableFuture<Void> change) {
        try {
            change.get(LONGEST_CHANGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new DeadlineExceeded("the change is not done after %s".formatted(LONGEST_CHANGE));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EngineFailure("interrupted while waiting for the change", stopped);
        } catch (ExecutionException failed) {
            throw failureOf(failed);
        }
    }

    private static InferenceException failureOf(ExecutionException failed) {
        return failed.getCause() instanceof InferenceException known
                ? known
                : new EngineFailure(
                        "the repository cannot be read: " + failed.getMessage(), failed);
    }
}
