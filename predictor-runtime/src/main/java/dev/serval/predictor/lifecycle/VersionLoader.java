package dev.serval.predictor.lifecycle;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.model.TensorSpec;
import dev.serval.predictor.collocation.Transformers;
import dev.serval.predictor.configuration.DeclaredTensor;
import dev.serval.predictor.configuration.ExecutionSettings;
import dev.serval.predictor.configuration.ModelSettings;
import dev.serval.predictor.engine.InstalledEngines;
import dev.serval.predictor.repository.FoundModel;
import dev.serval.predictor.repository.FoundVersion;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.transformer.Collocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Makes a version that was found in the repository a model that can answer: chooses the engine,
/// loads, holds the settings against the truth, puts a transformer before it, reads labels, and
/// warms up.
public final class VersionLoader {
    private static final Logger LOG = Logger.getLogger(VersionLoader.class);

    private final InstalledEngines engines;
    private final EngineDefaults defaults;
    private final Transformers transformers;
    private final WarmUp warmUp;

    public VersionLoader(
            InstalledEngines engines, EngineDefaults defaults, Transformers transformers) {
        this.engines = engines;
        this.defaults = defaults;
        this.transformers = transformers;
        this.warmUp = new WarmUp(defaults.allocator());
    }

    /// @throws ModelLoadException with the reason; nothing is left behind
    LoadedModel load(FoundModel.Servable found, ModelVersion version) throws ModelLoadException {
        return switch (found.versions().get(version)) {
            case FoundVersion.Files files -> load(found, files);
            case FoundVersion.Unreadable unreadable ->
                    throw new ModelLoadException(unreadable.reason());
            case null -> throw new ModelLoadException("version %s is gone".formatted(version));
        };
    }

    private LoadedModel load(FoundModel.Servable found, FoundVersion.Files files)
            throws ModelLoadException {
        ModelSettings settings = found.settings();
        Engine engine = engines.choose(files.directory(), settings.engine());
        Model model = load(engine, files, settings);
        try {
            settings.declared().requireAgreement(model.signature());
            Optional<Collocation> collocation = collocation(found, files, model);
            Map<String, List<String>> labels =
                    LabelFile.readAll(found.directory(), settings.declared().labelFiles());
            warmUp(found, model);
            new ConfiguredWarmUp(found, defaults.allocator()).run(model);
            return new LoadedModel(
                    model,
                    configuration(engine, settings),
                    labels,
                    settings.batching(),
                    collocation);
        } catch (ModelLoadException | RuntimeException refused) {
            model.close();
            throw refused;
        }
    }

    /// A pipeline is in the version's own directory, or beside the versions.
    private Optional<Collocation> collocation(
            FoundModel.Servable found, FoundVersion.Files files, Model model)
            throws ModelLoadException {
        Path version = files.directory().path();
        return transformers.before(
                found.name(),
                model.signature(),
                found.settings().pipeline(),
                Stream.of(version, found.directory()).distinct().toList());
    }

    private Model load(Engine engine, FoundVersion.Files files, ModelSettings model)
            throws ModelLoadException {
        ExecutionSettings execution = model.execution();
        int threads = execution.threads() == 0 ? defaults.threads() : execution.threads();
        EngineSettings settings =
                new EngineSettings(
                        threads,
                        execution.parameters(),
                        specs(model.declared().inputs()),
                        specs(model.declared().outputs()));
        try {
            return engine.load(files.directory(), settings, defaults.allocator());
        } catch (RuntimeException | LinkageError | OutOfMemoryError broken) {
            throw new ModelLoadException(
                    "engine '%s' failed: %s".formatted(engine.name(), broken), broken);
        }
    }

    private static List<TensorSpec> specs(List<DeclaredTensor> declared) {
        return declared.stream()
                .map(tensor -> new TensorSpec(tensor.name(), tensor.dataType(), tensor.shape()))
                .toList();
    }

    /// The inputs are made up and may not suit the model, so a failure here refuses nothing. Where
    /// a model does not tell how many dimensions its inputs have, there is nothing to make up.
    private void warmUp(FoundModel.Servable found, Model model) {
        if (model.signature().inputs().stream().anyMatch(input -> !input.shape().isRanked())) {
            return;
        }
        try {
            warmUp.run(model, found.settings().execution().warmUpSamples());
        } catch (RuntimeException unsuited) {
            LOG.warnf(
                    "model '%s' was not warmed up, its inputs cannot be made up: %s",
                    found.name(), unsuited.getMessage());
        }
    }

    private static ModelConfiguration configuration(Engine engine, ModelSettings settings) {
        return new ModelConfiguration(
                engine.name(),
                settings.batching().maxBatchSize(),
                settings.versionPolicy().text(),
                settings.execution().parameters());
    }
}
