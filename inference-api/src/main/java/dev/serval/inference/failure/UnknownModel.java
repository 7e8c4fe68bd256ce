package dev.serval.inference.failure;

/// There is no model, or no version of it, of that name. The text is KServe's, which clients match.
/// Names are text here: what a caller asked for may be no model's name or version at all.
public final class UnknownModel extends InferenceException {
    public UnknownModel(String name) {
        super("Model with name %s does not exist.".formatted(name));
    }

    /// @param version as it was asked for, such as `3` or `newest`
    public UnknownModel(String name, String version) {
        super("Model with name %s has no version %s.".formatted(name, version));
    }
}
