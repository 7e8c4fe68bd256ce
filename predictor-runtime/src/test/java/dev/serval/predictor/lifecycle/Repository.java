package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.collocation.Transformers;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.fake.DirectBatching;
import dev.serval.predictor.fake.FakeEngine;
import dev.serval.predictor.fake.ModelFiles;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.predictor.repository.SettledLook;
import dev.serval.predictor.repository.VersionedRepository;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.inference.ModelAddress;
import dev.serval.server.transformer.Transformer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A repository in a folder, with all that serves it and a fake engine.
final class Repository implements AutoCloseable {
    final ModelFiles files;
    final FakeEngine engine = new FakeEngine();
    final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    final ModelRegistry registry = new ModelRegistry();
    final ModelLifecycle lifecycle;
    private final RepositoryWatch watch;

    Repository(Path root) {
        this(root, Map.of());
    }

    /// @param transformers what stands before models, by their names
    Repository(Path root, Map<ModelName, Transformer> transformers) {
        this(root, new MemoryBudget(MemoryBudget.UNLIMITED), BatchingMode.ALWAYS, transformers);
    }

    /// @param budget how much memory the models may take, each of which takes 42 bytes
    Repository(Path root, MemoryBudget budget) {
        this(root, budget, BatchingMode.ALWAYS, Map.of());
    }

    Repository(Path root, MemoryBudget budget, BatchingMode batching) {
        this(root, budget, batching, Map.of());
    }

    private Repository(
            Path root,
            MemoryBudget budget,
            BatchingMode batching,
            Map<ModelName, Transformer> transformers) {
        files = new ModelFiles(root);
        VersionedRepository repository = new VersionedRepository(root);
        SettledLook settled =
                new SettledLook(repository, Duration.ZERO, Clock.systemUTC(), _ -> {});
        VersionLoader loader =
                new VersionLoader(
                        new InstalledEngines(List.of(engine)),
                        new EngineDefaults(1, allocator),
                        new Transformers(transformers, getClass().getClassLoader()));
        lifecycle =
                new ModelLifecycle(
                        settled,
                        registry,
                        loader,
                        LoadListener.NONE,
                        new ModelSurroundings(DirectBatching.in(batching), budget),
                        new LoaderThreads(2));
        watch = new RepositoryWatch(repository, lifecycle);
    }

    /// Starts, and waits until everything has been tried.
    void start() throws Exception {
        lifecycle.start().get(10, TimeUnit.SECONDS);
    }

    /// One look of the watch.
    void look() {
        watch.look();
    }

    /// Looks until the states are those.
    void awaitStates(String... expected) {
        await().pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> {
                    watch.look();
                    assertThat(states()).containsExactly(expected);
                });
    }

    /// Every version's state, as `iris/1 READY reason`.
    List<String> states() {
        return registry.statuses().stream()
                .map(status ->
                        "%s/%s %s %s"
                                .formatted(
                                        status.name(),
                                        status.version(),
                                        status.state(),
                                        status.reason())
                                .strip())
                .toList();
    }

    ServedModel require(String name, @Nullable Integer version) {
        return registry.require(
                new ModelName(name), version == null ? null : new ModelVersion(version));
    }

    /// What a model answers now.
    float answer(String name) {
        ServedModel model = new ModelAddress(new ModelName(name), null).awaitFrom(registry);
        return Outcome.of(model, allocator).answer();
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
