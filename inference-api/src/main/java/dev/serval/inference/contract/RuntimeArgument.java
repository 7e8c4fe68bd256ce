package dev.serval.inference.contract;

import java.util.Optional;

/// The command-line arguments of the runtimes: KServe's, so that its ServingRuntime templates work
/// unchanged, and Serval's own. Each is written `--name value` or `--name=value` and sets one
/// configuration property.
public enum RuntimeArgument {
    MODEL_NAME("model_name", "serval.model.name", "NAME", "What the model is called."),
    MODEL_DIR("model_dir", "serval.model.dir", "DIR", "The directory of a single model."),
    REPOSITORY(
            "repository",
            "serval.repository.dir",
            "DIR",
            "A directory of many models, by version."),
    REPOSITORY_POLL_SECONDS(
            "repository_poll_seconds",
            "serval.repository.poll-seconds",
            "N",
            "How often the repository is looked at for changes; 0 for never."),
    STORAGE_URI(
            "storage_uri", "serval.storage.uri", "URI", "Where the model is fetched from first."),
    HTTP_PORT("http_port", "quarkus.http.port", "PORT", "The one port for every protocol."),
    GRPC_PORT(
            "grpc_port",
            "serval.grpc.port",
            "PORT",
            "A second port that also answers, for clients that expect gRPC on its own."),
    PREDICTOR_HOST(
            "predictor_host",
            "serval.predictor.host",
            "HOST",
            "The predictor behind this runtime."),
    PREDICTOR_PROTOCOL(
            "predictor_protocol",
            "serval.predictor.protocol",
            "v1|v2|grpc-v2",
            "How to speak to the predictor."),
    PREDICTOR_USE_SSL(
            "predictor_use_ssl",
            "serval.predictor.use-ssl",
            "true|false",
            "Whether to speak TLS to the predictor."),
    PREDICTOR_REQUEST_TIMEOUT_SECONDS(
            "predictor_request_timeout_seconds",
            "serval.request.timeout-seconds",
            "N",
            "The longest a call may take."),
    PREDICTOR_REQUEST_RETRIES(
            "predictor_request_retries",
            "serval.predictor.retries",
            "N",
            "How often a call of which nothing was sent to the predictor is tried again."),
    ENABLE_PREDICTOR_HEALTH_CHECK(
            "enable_predictor_health_check",
            "serval.predictor.health-check",
            "true|false",
            "Whether this runtime is ready only while the predictor is."),
    PIPELINE(
            "pipeline",
            "serval.transformer.pipeline",
            "FILE",
            "The steps before and after a predictor: of a transformer, or of a predictor that runs them itself."),
    EXPLAINER_CONFIG(
            "explainer_config",
            "serval.explainer.config",
            "FILE",
            "What an explainer explains with, in YAML."),
    METHOD(
            "method",
            "serval.explainer.method",
            "NAME",
            "The method of an explainer, for calls that name none."),
    METHOD_PARAMETERS(
            "method_parameters",
            "serval.explainer.parameters",
            "JSON",
            "The parameters of that method, as a JSON object."),
    BACKGROUND(
            "background",
            "serval.explainer.background",
            "URI",
            "Rows that stand for what the explained model usually sees."),
    MODEL_FILE(
            "model_file",
            "serval.explainer.model-file",
            "URI",
            "The explained model's own file, for methods that read it."),
    WORKERS(
            "workers",
            "serval.execution.workers",
            "N",
            "Accepted for KServe's sake: one process serves all."),
    MAX_THREADS(
            "max_threads",
            "serval.execution.max-threads",
            "N",
            "How many calls are computed at once; 0 for as many as there are processors."),
    ENABLE_GRPC("enable_grpc", "serval.grpc.enabled", "true|false", "Whether gRPC is answered."),
    ENABLE_DOCS_URL(
            "enable_docs_url", "serval.docs.enabled", "true|false", "Whether /docs is served."),
    ENABLE_LATENCY_LOGGING(
            "enable_latency_logging",
            "serval.latency-log.enabled",
            "true|false",
            "Whether each call's timing is logged."),
    NTHREAD(
            "nthread",
            "serval.execution.threads-per-call",
            "N",
            "How many threads one call may use in its engine.");

    private final String argument;
    private final String property;
    private final String placeholder;
    private final String description;

    RuntimeArgument(String argument, String property, String placeholder, String description) {
        this.argument = argument;
        this.property = property;
        this.placeholder = placeholder;
        this.description = description;
    }

    /// The name without its dashes: `model_name`.
    public String argument() {
        return argument;
    }

    /// The configuration property that the argument sets.
    public String property() {
        return property;
    }

    /// What stands for the value in the help text.
    public String placeholder() {
        return placeholder;
    }

    public String description() {
        return description;
    }

    /// Whether the value is a yes or a no, which may then be left out for a yes.
    public boolean isFlag() {
        return placeholder.equals("true|false");
    }

    public static Optional<RuntimeArgument> find(String argument) {
        for (RuntimeArgument candidate : values()) {
            if (candidate.argument.equals(argument)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
