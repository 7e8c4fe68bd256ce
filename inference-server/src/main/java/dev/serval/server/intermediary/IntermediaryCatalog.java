package dev.serval.server.intermediary;

import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.failure.Unsupported;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ModelControl;
import dev.serval.server.catalog.ModelState;
import dev.serval.server.catalog.ModelStatus;
import dev.serval.server.catalog.ServedModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The catalog of a process that stands before a predictor: its one model, as one version, which is
/// ready when the predictor is, where that is asked for, and no repository.
public interface IntermediaryCatalog extends ModelCatalog, ModelControl {
    /// The only version of the model.
    ModelVersion VERSION = new ModelVersion(1);

    /// What the model is called.
    ModelName name();

    /// What this process does in place of keeping models, for refusals: `it transforms for a
    /// predictor`.
    String purpose();

    /// What is still to come before the model can be called; empty once nothing is.
    String coming();

    /// Whether the predictor is ready; empty where that is not asked for, or not yet.
    Optional<PredictorHealth> health();

    /// The model to call.
    ///
    /// @throws dev.serval.inference.failure.ModelNotReady if it cannot answer now, saying why
    /// @throws dev.serval.server.catalog.ModelIsCold if it can answer once it was brought into
    ///   memory
    ServedModel model();

    @Override
    default ServedModel require(ModelName name, @Nullable ModelVersion version) {
        requireKnown(name);
        if (version != null && !version.equals(VERSION)) {
            throw new UnknownModel(name.value(), version.toString());
        }
        return model();
    }

    @Override
    default List<ModelStatus> statuses() {
        List<String> obstacles = obstacles();
        ModelState state =
                !coming().isEmpty()
                        ? ModelState.LOADING
                        : obstacles.isEmpty() ? ModelState.READY : ModelState.UNAVAILABLE;
        return List.of(new ModelStatus(name(), VERSION, state, String.join("; ", obstacles)));
    }

    @Override
    default List<ModelStatus> statuses(ModelName name) {
        requireKnown(name);
        return statuses();
    }

    @Override
    default boolean isReady() {
        return obstacles().isEmpty();
    }

    @Override
    default List<String> obstacles() {
        String coming = coming();
        return coming.isEmpty()
                ? health().flatMap(PredictorHealth::obstacle).stream().toList()
                : List.of(coming);
    }

    @Override
    default void load(ModelName name) {
        throw refusal(name);
    }

    @Override
    default void unload(ModelName name) {
        throw refusal(name);
    }

    private Unsupported refusal(ModelName name) {
        requireKnown(name);
        return new Unsupported("this server has no model repository: " + purpose());
    }

    private void requireKnown(ModelName name) {
        if (!name.equals(name())) {
            throw new UnknownModel(name.value());
        }
    }
}
