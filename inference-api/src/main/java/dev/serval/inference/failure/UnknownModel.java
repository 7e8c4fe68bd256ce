package dev.serval.inference.failure;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;

/// There is no model, or no version of it, of that name. The text is KServe's, which clients match.
public final class UnknownModel extends InferenceException {
    public UnknownModel(String name) {
        super("Model with name %s does not exist.".formatted(name));
    }

    public UnknownModel(ModelName name, ModelVersion version) {
        this(name, version.toString());
    }

    /// For a version that is no version at all, such as `latest`.
    public UnknownModel(ModelName name, String version) {
        super("Model with name %s has no version %s.".formatted(name, version));
    }
}
