package dev.serval.inference.contract;

/// The environment variables that the runtimes read.
public final class RuntimeEnvironment {
    /// The port, as Knative sets it.
    public static final String PORT = "PORT";

    /// The InferenceService that this runtime is part of.
    public static final String INFERENCE_SERVICE_NAME = "INFERENCE_SERVICE_NAME";

    /// Where the model is fetched from.
    public static final String STORAGE_URI = "STORAGE_URI";

    /// Several of them in JSON, each with its place: `[{"uri": …, "mountPath": …}]`.
    public static final String STORAGE_URIS = "SERVAL_STORAGE_URIS";

    /// What web servers are shown, in JSON by their hosts.
    public static final String STORAGE_HEADERS = "SERVAL_STORAGE_HEADERS";

    /// Where what is fetched is written that no cache keeps.
    public static final String STORAGE_DIR = "SERVAL_STORAGE_DIR";

    /// A folder of fetched models for all processes of the machine.
    public static final String STORAGE_CACHE = "SERVAL_STORAGE_CACHE";

    /// How much that folder holds.
    public static final String STORAGE_CACHE_SIZE = "SERVAL_STORAGE_CACHE_SIZE";

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

    /// A file, if it is there, for the reason of a start that failed.
    public static final String LAST_WORDS_FILE = "SERVAL_LAST_WORDS_FILE";

    private RuntimeEnvironment() {}
}
