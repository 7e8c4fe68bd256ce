package dev.serval.server.catalog;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The models of this process. Threads share it; every answer is about the moment of the call.
public interface ModelCatalog {
    /// The model to call.
    ///
    /// @param version the version asked for; `null` leaves the choice to the model's version policy
    /// @throws dev.serval.inference.failure.UnknownModel if there is no such model or version
    /// @throws dev.serval.inference.failure.ModelNotReady if it cannot answer now, saying why
    /// @throws ModelIsCold if it can answer once it was brought into memory
    ServedModel require(ModelName name, @Nullable ModelVersion version);

    /// The state of every version of every model, in the order of names and versions.
    List<ModelStatus> statuses();

    /// The state of every version of one model.
    ///
    /// @throws dev.serval.inference.failure.UnknownModel if there is no such model
    List<ModelStatus> statuses(ModelName name);

    /// Whether every model that has to answer can answer now.
    boolean isReady();

    /// Why [#isReady] says no, a line a model; empty when it says yes.
    List<String> obstacles();
}
