package dev.serval.platform.plan.name;

/// The names of the containers of a component's pod.
public final class ContainerNames {
    /// The container that answers.
    public static final String MAIN = "kserve-container";

    /// A transformer in the predictor's pod.
    public static final String TRANSFORMER = "transformer-container";

    /// The container that fetches the model.
    public static final String STORAGE_INITIALIZER = "storage-initializer";

    private ContainerNames() {}
}
