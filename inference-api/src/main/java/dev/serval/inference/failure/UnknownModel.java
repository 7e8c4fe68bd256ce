package dev.serval.inference.failure;

/// There is no model, or no version of it, of that name. The text is KServe's, which clients match.
public final class UnknownModel extends InferenceException {
    /// @param name as it was asked for; perhaps no model can be called so
    public UnknownModel(String name) {
        super("Model with name %s does not exist.".formatted(name));
    }

    /// @param version as it was asked for, such as `3` or `newest`
    public UnknownModel(String name, String version) {
        super("Model with name %s has no version %s.".formatted(name, version));
    }
}
