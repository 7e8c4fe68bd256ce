package dev.serval.server.description;

import dev.serval.inference.failure.InferenceException;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.tensor.DataType;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelConfiguration;
import dev.serval.server.catalog.ModelIsCold;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.explainer.Explainers;
import dev.serval.server.health.ServerReadiness;
import dev.serval.server.inference.ModelAddress;
import dev.serval.server.statistics.ModelStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Describes the models of this process as they are now.
@ApplicationScoped
public class Descriptions {
    private static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "classification",
                    "model_configuration",
                    "model_repository",
                    "model_repository_extension",
                    "parameters",
                    "statistics");

    private static final Logger LOG = Logger.getLogger(Descriptions.class);

    private final ModelCatalog catalog;
    private final ServerReadiness readiness;
    private final Explainers explainers;
    private final String version;

    Descriptions(
            ModelCatalog catalog,
            ServerReadiness readiness,
            Explainers explainers,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.catalog = catalog;
        this.readiness = readiness;
        this.explainers = explainers;
        this.version = version;
    }

    public ServerMetadata server() {
        List<String> extensions =
                explainers.isEmpty()
                        ? EXTENSIONS
                        : Stream.concat(EXTENSIONS.stream(), Stream.of("explain"))
                                .sorted()
                                .toList();
        return new ServerMetadata("serval", version, extensions);
    }

    /// The names of all models, ready or not.
    public List<String> modelNames() {
        return catalog.statuses().stream().map(status -> status.name().value()).distinct().toList();
    }

    /// Goes on only if the model can answer now.
    ///
    /// @throws InferenceException if there is none, or it cannot
    public void requireReady(ModelAddress address) {
        try {
            address.requireFrom(catalog);
        } catch (ModelIsCold atFirst) {
            LOG.tracef(atFirst, "model '%s' can answer once it was loaded", address.name());
        }
    }

    /// The model's metadata.
    ///
    /// @throws InferenceException if there is no such model, or it cannot answer now
    public ModelMetadata metadata(ModelAddress address) {
        ServedModel model = address.awaitFrom(catalog);
        return new ModelMetadata(
                model.name().value(),
                readyVersions(model.name()),
                model.signature().platform(),
                model.signature().inputs().stream().map(TensorMetadata::of).toList(),
                model.signature().outputs().stream().map(TensorMetadata::of).toList());
    }

    /// The model's configuration.
    ///
    /// @throws InferenceException if there is no such model, or it cannot answer now
    public ModelConfig config(ModelAddress address) {
        ServedModel model = address.awaitFrom(catalog);
        ModelConfiguration configuration = model.configuration();
        return new ModelConfig(
                model.name().value(),
                model.signature().platform(),
                configuration.backend(),
                configuration.versionPolicy(),
                configuration.maxBatchSize(),
                model.signature().inputs().stream().map(Descriptions::io).toList(),
                model.signature().outputs().stream().map(Descriptions::io).toList(),
                texts(configuration.parameters().byName()));
    }

    /// The counters of that version, or of every ready version if the address names none.
    ///
    /// @throws InferenceException if there is no such model, or it cannot answer now
    public List<ModelStats> statistics(ModelAddress address) {
        requireReady(address);
        return statistics(
                catalog.statuses(address.name()).stream()
                        .filter(status ->
                                address.version() == null
                                        || address.version().equals(status.version()))
                        .toList());
    }

    /// The counters of every ready version of every model.
    public List<ModelStats> allStatistics() {
        return statistics(catalog.statuses());
    }

    /// The repository's index.
    ///
    /// @param onlyReady whether versions that cannot answer are left out
    public List<IndexEntry> index(boolean onlyReady) {
        return catalog.statuses().stream()
                .filter(status -> !onlyReady || status.state() == ModelState.READY)
                .map(Descriptions::entry)
                .toList();
    }

    public boolean isReady() {
        return readiness.isReady();
    }

    private List<String> readyVersions(ModelName name) {
        return catalog.statuses(name).stream()
                .filter(status -> status.state() == ModelState.READY)
                .map(ModelStatus::version)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    private List<ModelStats> statistics(List<ModelStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.state() == ModelState.READY)
                .flatMap(this::stats)
                .toList();
    }

    /// Nothing for a version that was never in memory, or that stopped serving just now.
    private Stream<ModelStats> stats(ModelStatus status) {
        try {
            return Stream.of(stats(catalog.require(status.name(), status.version())));
        } catch (ModelIsCold | InferenceException nothing) {
            LOG.tracef(nothing, "model '%s' has no statistics", status.name());
            return Stream.empty();
        }
    }

    private static IndexEntry entry(ModelStatus status) {
        return new IndexEntry(
                status.name().value(),
                status.version() == null ? "" : status.version().toString(),
                status.state().name(),
                status.reason());
    }

    private static ModelConfig.Io io(TensorSpec spec) {
        return new ModelConfig.Io(
                spec.name(),
                configType(spec.dataType()),
                Arrays.stream(spec.shape().toArray()).boxed().toList());
    }

    /// Triton's configuration calls byte strings strings.
    private static String configType(DataType type) {
        return type == DataType.BYTES ? "TYPE_STRING" : "TYPE_" + type.name();
    }

    private static Map<String, ModelConfig.TextValue> texts(Map<String, Parameter> parameters) {
        Map<String, ModelConfig.TextValue> texts = new LinkedHashMap<>();
        parameters.forEach(
                (name, value) -> texts.put(name, new ModelConfig.TextValue(value.text())));
        return texts;
    }

    private static ModelStats stats(ServedModel model) {
        ModelStatistics counted = model.statistics();
        return new ModelStats(
                model.name().value(),
                model.version().toString(),
                counted.lastInference(),
                counted.rows(),
                counted.executions(),
                new ModelStats.Stages(
                        ModelStats.Duration.of(counted.success()),
                        ModelStats.Duration.of(counted.failure()),
                        ModelStats.Duration.of(counted.queue()),
                        ModelStats.Duration.of(counted.input()),
                        ModelStats.Duration.of(counted.compute()),
                        ModelStats.Duration.of(counted.output())),
                counted.bySize().entrySet().stream()
                        .map(size ->
                                new ModelStats.BatchSize(
                                        size.getKey(), ModelStats.Duration.of(size.getValue())))
                        .toList(),
                ModelStats.Batching.of(model.batching()));
    }
}
