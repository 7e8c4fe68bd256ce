package dev.serval.inference.contract;

/// The environment variables that the runtimes read.
public final class RuntimeEnvironment {
    /// The port, as Knative sets it.
    public static final String PORT = "PORT";

    /// The InferenceService that this runtime is part of.
    public static final String INFERENCE_SERVICE_NAME = "INFERENCE_SERVICE_NAME";

    /// Where the model is fetched from.
    public static final String STORAGE_URI = "STORAGE_URI";

    /// What the fetched model must add up to, as SHA-256 in hexadecimal digits.
    public static final String STORAGE_SHA256 = "SERVAL_STORAGE_SHA256";

    /// The type of CloudEvents that answer others.
    public static final String CE_TYPE = "CE_TYPE";

    /// The source of CloudEvents that answer others.
    public static final String CE_SOURCE = "CE_SOURCE";

    /// Whether the attributes of a CloudEvent are copied into its answer.
    public static final String CE_MERGE = "CE_MERGE";

    /// `stdin`: the runtime ends when its standard input does, and so with whoever started it.
    public static final String LIFECYCLE_PARENT = "SERVAL_LIFECYCLE_PARENT";

    private RuntimeEnvironment() {}
}
