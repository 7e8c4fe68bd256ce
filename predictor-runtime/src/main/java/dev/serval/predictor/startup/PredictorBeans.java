package dev.serval.predictor.startup;

import dev.serval.fetching.stored.StoredModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.predictor.batching.BatchRules;
import dev.serval.predictor.batching.Batching;
import dev.serval.predictor.collocation.Transformers;
import dev.serval.predictor.configuration.QueueSettings;
import dev.serval.predictor.engine.EnginePlugins;
import dev.serval.predictor.engine.EnginesConfig;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.lifecycle.EngineDefaults;
import dev.serval.predictor.lifecycle.LoaderThreads;
import dev.serval.predictor.lifecycle.ModelLifecycle;
import dev.serval.predictor.lifecycle.ModelRegistry;
import dev.serval.predictor.lifecycle.ModelSurroundings;
import dev.serval.predictor.lifecycle.VersionLoader;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.predictor.repository.SettledLook;
import dev.serval.server.execution.ExecutionConfig;
import dev.serval.server.transformer.NamedTransformers;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the parts that know nothing of Quarkus into beans.
class PredictorBeans {
    @Produces
    @Singleton
    PredictorConfig config(
            SingleModelConfig model,
            RepositoryConfig repository,
            @ConfigProperty(name = "serval.transformer.pipeline") Optional<Path> pipeline) {
        return new PredictorConfig(model, repository, pipeline);
    }

    @Produces
    @Singleton
    Transformers transformers(NamedTransformers beans) {
        return new Transformers(beans.byName(), Thread.currentThread().getContextClassLoader());
    }

    @Produces
    @Singleton
    InstalledEngines engines(EnginesConfig config) {
        Path plugins = config.dir().orElseGet(EnginePlugins::besideTheProgram);
        return InstalledEngines.in(
                Thread.currentThread().getContextClassLoader(), EnginePlugins.in(plugins));
    }

    @Produces
    @Singleton
    RepositoryChoice repositoryChoice(
            PredictorConfig config, StoredModel stored, InstalledEngines engines) {
        return new RepositoryChoice(config, stored, engines);
    }

    @Produces
    @Singleton
    SettledLook settledLook(RepositoryChoice choice, PredictorConfig config) {
        return new SettledLook(
                new ConfiguredRepository(choice),
                config.repository().settle(),
                Clock.systemUTC(),
                Thread::sleep);
    }

    @Produces
    @Singleton
    VersionLoader versionLoader(
            InstalledEngines engines,
            ExecutionConfig execution,
            TensorAllocator allocator,
            Transformers transformers) {
        return new VersionLoader(
                engines, new EngineDefaults(execution.threadsPerCall(), allocator), transformers);
    }

    @Produces
    @Singleton
    LoaderThreads loaderThreads(PredictorConfig config) {
        return new LoaderThreads(config.repository().loaders());
    }

    @Produces
    @Singleton
    ModelRegistry modelRegistry(PredictorConfig config, StoredModel stored) {
        ModelRegistry registry = new ModelRegistry();
        if (stored.isAsked()) {
            registry.expect(new ModelName(config.model().name()), stored::progress);
        }
        return registry;
    }

    @Produces
    @Singleton
    Batching batching(
            BatchingConfig config,
            ExecutionConfig execution,
            ComputeThreads threads,
            BatchMeters meters) {
        BatchRules defaults =
                new BatchRules(
                        config.mode(),
                        config.maxBatchSize(),
                        config.maxLatency(),
                        List.of(),
                        QueueSettings.DEFAULT,
                        execution.queueCapacity());
        return new Batching(defaults, threads, meters);
    }

    @Produces
    @Singleton
    ModelLifecycle modelLifecycle(
            SettledLook settled,
            ModelRegistry registry,
            VersionLoader loader,
            ModelMeters meters,
            Batching batching,
            ModelsConfig models,
            LoaderThreads threads) {
        MemoryBudget budget =
                new MemoryBudget(
                        models.memoryBudget()
                                .map(MemorySize::asLongValue)
                                .orElse(MemoryBudget.UNLIMITED));
        return new ModelLifecycle(
                settled,
                registry,
                loader,
                meters,
                new ModelSurroundings(batching, budget),
                threads);
    }
}
