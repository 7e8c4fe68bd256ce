package dev.serval.inference.contract;

/// What holds when nobody says otherwise.
public final class RuntimeDefaults {
    /// The one port of every runtime.
    public static final int PORT = 8080;

    /// Where the model is mounted in a container.
    public static final String MODEL_DIR = "/mnt/models";

    /// The folder beside a runtime that holds its engine plugins.
    public static final String ENGINES_DIR = "engines";

    private RuntimeDefaults() {}
}
