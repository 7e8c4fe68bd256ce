package dev.serval.explainer.serving;

import dev.serval.explainer.catalog.Methods;
import dev.serval.explainer.treefile.TreeFile;
import dev.serval.explainer.trees.TreeEnsemble;
import dev.serval.fetching.arrival.Arrival;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.ending.FailedStart;
import dev.serval.server.upstream.UpstreamConfig;
import dev.serval.server.upstream.UpstreamPredictor;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The model that this runtime stands before: its predictor, what is known of it, and what it is
/// explained with.
@Singleton
class ExplainerModel {
    private static final ModelSignature ANY_TABLE =
            new ModelSignature(
                    "explainer",
                    List.of(
                            new TensorSpec(
                                    "input-0",
                                    DataType.FP64,
                                    Shape.of(Shape.DYNAMIC, Shape.DYNAMIC))),
                    List.of());

    private final ModelName name;
    private final ModelName predictorModel;
    private final UpstreamPredictor predictor;
    private final PredictorSignature asked;
    private final Arrival<ExplainerSetup> setup;
    private final Methods methods;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable ModelSignature signature;
    private @Nullable TreeEnsemble trees;

    ExplainerModel(
            Vertx vertx,
            UpstreamPredictor predictor,
            UpstreamConfig upstream,
            ExplainerConfig config,
            @ConfigProperty(name = "serval.model.name") Optional<String> configuredName,
            ExplainerFolder folder) {
        this.name = new ModelName(configuredName.orElse("model"));
        this.predictorModel = config.predictorModel().map(ModelName::new).orElse(name);
        this.predictor = predictor;
        this.asked = new PredictorSignature(vertx, predictor, upstream);
        this.methods = new Methods(this::trees);
        this.setup =
                folder.find()
                        .map(here -> SetupReader.of(config, here, folder::find))
                        .map(reader ->
                                reader.stored().isEmpty()
                                        ? Arrival.of(checked(reader.read(Map.of())))
                                        : Arrival.by(() -> read(reader, folder), folder::progress))
                        .orElseGet(
                                () -> Arrival.by(() -> fetched(config, folder), folder::progress));
    }

    private ExplainerSetup fetched(ExplainerConfig config, ExplainerFolder folder)
            throws StorageException {
        Path fetched = folder.fetch();
        try {
            return read(SetupReader.of(config, fetched, folder::find), folder);
        } catch (InvalidInput wrong) {
            throw new StorageException(
                    "%s: %s".formatted(folder.subject(), wrong.getMessage()), wrong);
        }
    }

    private ExplainerSetup read(SetupReader reader, ExplainerFolder folder)
            throws StorageException {
        return checked(reader.read(folder.fetch(reader.stored())));
    }

    private ExplainerSetup checked(ExplainerSetup read) {
        if (!read.method().isEmpty()) {
            methods.require(read.method());
        }
        return read;
    }

    /// What is on this machine and configured wrongly is told when the program starts.
    void begin(@Observes StartupEvent event, FailedStart failed) {
        setup.begin(failed);
    }

    void stop(@Observes ShutdownEvent event) {
        setup.close();
    }

    ModelName name() {
        return name;
    }

    ModelName predictorModel() {
        return predictorModel;
    }

    UpstreamPredictor predictor() {
        return predictor;
    }

    /// @throws dev.serval.inference.failure.ModelNotReady as long as it is not here
    ExplainerSetup setup() {
        return setup.require(name);
    }

    /// Why the setup is not here, as a sentence; empty once it is.
    String obstacle() {
        return setup.obstacle();
    }

    Methods methods() {
        return methods;
    }

    /// The method of calls that name none.
    String defaultMethod() {
        ExplainerSetup known = setup();
        if (!known.method().isEmpty()) {
            return known.method();
        }
        return known.modelFile() == null ? "kernel_shap" : "tree_shap";
    }

    /// What goes in and out, once it is known.
    Optional<ModelSignature> findSignature() {
        return Optional.ofNullable(signature);
    }

    /// Finds out what goes in and out; blocks.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if the predictor cannot be asked
    void learn(CallContext call) {
        ModelSignature told = asked.ask(predictorModel, call).orElse(setup().input());
        signature = told == null ? ANY_TABLE : told;
    }

    /// The outputs that the predictor declares; empty if it does not tell.
    List<TensorSpec> outputs() {
        return findSignature().map(ModelSignature::outputs).orElse(List.of());
    }

    /// How many rows a request must have, for a model that takes only so many.
    Optional<Integer> fixedBatch() {
        return findSignature()
                .map(known -> known.inputs().getFirst().shape())
                .filter(shape -> shape.rank() > 0 && shape.dimension(0) == 1)
                .map(_ -> 1);
    }

    /// What a row's values are called; empty if nobody says.
    List<String> featureNames() {
        List<String> features = setup().features();
        if (!features.isEmpty()) {
            return features;
        }
        TableForm table = findSignature().map(ModelSignature::table).orElse(null);
        return table == null ? List.of() : table.columns().stream().map(TensorSpec::name).toList();
    }

    private TreeEnsemble trees() {
        SetupPlace file = setup().modelFile();
        if (file == null) {
            throw new InvalidInput(
                    "method 'tree_shap' reads the model's own file, expected 'modelFile' in the"
                            + " explainer's configuration");
        }
        reading.lock();
        try {
            TreeEnsemble known = trees;
            if (known == null) {
                known = read(file);
                trees = known;
            }
            return known;
        } finally {
            reading.unlock();
        }
    }

    private static TreeEnsemble read(SetupPlace file) {
        try {
            return TreeFile.read(file.path());
        } catch (InvalidInput wrong) {
            if (StorageUri.isOfThisMachine(file.name())) {
                throw wrong;
            }
            throw new InvalidInput("%s: %s".formatted(file.name(), wrong.getMessage()));
        }
    }
}
