package dev.serval.predictor.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.predictor.collocation.Transformers;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.fake.DirectBatching;
import dev.serval.predictor.fake.FakeEngine;
import dev.serval.predictor.fake.ModelFiles;
import dev.serval.predictor.lifecycle.EngineDefaults;
import dev.serval.predictor.lifecycle.LoadListener;
import dev.serval.predictor.lifecycle.LoaderThreads;
import dev.serval.predictor.lifecycle.ModelLifecycle;
import dev.serval.predictor.lifecycle.ModelRegistry;
import dev.serval.predictor.lifecycle.ModelSurroundings;
import dev.serval.predictor.lifecycle.VersionLoader;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.predictor.repository.SettledLook;
import dev.serval.server.coldstart.ColdStart;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PredictorStartTest {
    @TempDir Path root;
    private ModelFiles files;
    private final FakeEngine engine = new FakeEngine();
    private final ModelRegistry registry = new ModelRegistry();
    private final List<PredictorStart> started = new ArrayList<>();
    private final CompletableFuture<List<String>> ended = new CompletableFuture<>();

    @BeforeEach
    void writeIn() {
        files = new ModelFiles(root);
    }

    @AfterEach
    void stop() {
        started.forEach(start -> start.stop(new ShutdownEvent()));
        assertThat(engine.open()).isZero();
    }

    @Test
    void endsWhenTheSingleModelCannotBeLoaded() {
        files.write("model.fake", "refuse the graph has a cycle");
        assertThat(endOf(Map.of("serval.model.dir", root.toString())))
                .containsExactly("model: Version 1: the graph has a cycle");
    }

    @Test
    void endsWhenTheSingleModelIsNotThere() {
        String gone = root.resolve("gone").toString();
        assertThat(endOf(Map.of("serval.model.dir", gone)))
                .singleElement()
                .asString()
                .contains(gone);
    }

    @Test
    void endsWhenTheModelCannotBeFetched() {
        assertThat(endOf(Map.of("serval.storage.uri", "gopher://host/model")))
                .singleElement()
                .asString()
                .contains("'gopher'");
    }

    @Test
    void endsWhenTheRepositoryIsNotThere() {
        String gone = root.resolve("gone").toString();
        assertThat(endOf(Map.of("serval.repository.dir", gone)))
                .singleElement()
                .asString()
                .contains(gone);
    }

    @Test
    void goesOnWhenOneVersionOfTheSingleModelServes() {
        files.write("model.yaml", "versions: all");
        files.write("1/model.fake", "answer 1");
        files.write("2/model.fake", "refuse broken");
        start(Map.of("serval.model.dir", root.toString()));
        await().until(registry::isReady);
        assertThat(ended).isNotDone();
    }

    @Test
    void goesOnWhenNoModelOfARepositoryServes() {
        files.version("iris", "1", "refuse broken");
        start(Map.of("serval.repository.dir", root.toString()));
        await().until(registry::isReady);
        assertThat(ended).isNotDone();
    }

    @Test
    void watchesTheRepositoryWhenAskedTo() {
        files.version("iris", "1", "answer 1");
        start(
                Map.of(
                        "serval.repository.dir",
                        root.toString(),
                        "serval.repository.poll-seconds",
                        "1"));
        await().until(registry::isReady);
        files.version("digits", "1", "answer 2");
        await().until(() -> registry.statuses().size() == 2);
    }

    private List<String> endOf(Map<String, String> properties) {
        start(properties);
        return ended.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void start(Map<String, String> properties) {
        PredictorConfig config = Configured.by(properties);
        InstalledEngines engines = new InstalledEngines(List.of(engine));
        RepositoryChoice choice =
                new RepositoryChoice(config, Configured.storedBy(properties), engines);
        SettledLook settled =
                new SettledLook(
                        new ConfiguredRepository(choice),
                        Duration.ZERO,
                        Clock.systemUTC(),
                        _ -> {});
        VersionLoader loader =
                new VersionLoader(
                        engines,
                        new EngineDefaults(1, new PooledTensorAllocator(1 << 20)),
                        new Transformers(Map.of(), getClass().getClassLoader()));
        ModelLifecycle lifecycle =
                new ModelLifecycle(
                        settled,
                        registry,
                        loader,
                        LoadListener.NONE,
                        new ModelSurroundings(
                                DirectBatching.in(BatchingMode.OFF),
                                new MemoryBudget(MemoryBudget.UNLIMITED)),
                        new LoaderThreads(1));
        PredictorStart start =
                new PredictorStart(
                        lifecycle,
                        registry,
                        engines,
                        choice,
                        ended::complete,
                        new ColdStart(new SimpleMeterRegistry()));
        start.start(config);
        started.add(start);
    }
}
