package dev.serval.server.inference;

import dev.serval.inference.failure.UnknownModel;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.server.catalog.ModelCatalog;
import dev.serval.server.catalog.ServedModel;
import org.jspecify.annotations.Nullable;

/// The model that a call names.
///
/// @param version `null` where the caller leaves the choice to the model's version policy
public record ModelAddress(ModelName name, @Nullable ModelVersion version) {
    /// The address that a wire's texts stand for.
    ///
    /// @param version empty where the wire names none
    /// @throws UnknownModel if no model can have that name or version
    public static ModelAddress of(String name, String version) {
        ModelName modelName = new ModelName(name);
        if (version.isEmpty()) {
            return new ModelAddress(modelName, null);
        }
        return new ModelAddress(
                modelName,
                ModelVersion.find(version).orElseThrow(() -> new UnknownModel(name, version)));
    }

    /// The model of that address.
    ///
    /// @throws dev.serval.inference.failure.InferenceException if it cannot be called now
    public ServedModel requireFrom(ModelCatalog catalog) {
        return catalog.require(name, version);
    }
}
