package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// What a runtime takes from where it runs: the port that Knative assigns, the model's URI, whether
/// somebody reads its log on a terminal, whether traces are collected, and whether it has a
/// certificate.
final class ProcessSurroundings {
    private static final String OTLP = "quarkus.otel.exporter.otlp.";
    private static final String TRACES = OTLP + "traces.";
    private static final String TRACING_DISABLED = "quarkus.otel.sdk.disabled";

    private static final String INSECURE_REQUESTS = "quarkus.http.insecure-requests";
    private static final String SSL_PORT = "quarkus.http.ssl-port";
    private static final String PEM_OF_REGISTRY = "quarkus.tls.key-store.pem.%s.cert";

    /// By environment variables Quarkus knows the entry 0 only with its quotes, each an underscore.
    private static final List<String> CERTIFICATES =
            List.of(
                    "quarkus.http.tls-configuration-name",
                    "quarkus.http.ssl.certificate.files",
                    "quarkus.http.ssl.certificate.key-store-file",
                    PEM_OF_REGISTRY.formatted("\"0\""),
                    "quarkus.tls.key-store.p12.path",
                    "quarkus.tls.key-store.jks.path");

    /// What says whether the log is JSON, where it is not left to whether a terminal shows it.
    private static final String JSON_LOG = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";

    private ProcessSurroundings() {}

    /// Sets the properties that follow from the surroundings; arguments set theirs afterwards.
    static void apply(Map<String, String> environment, Properties properties) {
        copy(
                environment,
                RuntimeEnvironment.PORT,
                RuntimeArgument.HTTP_PORT.property(),
                properties);
        copy(
                environment,
                RuntimeEnvironment.STORAGE_URI,
                RuntimeArgument.STORAGE_URI.property(),
                properties);
        secureTheOnePort(environment, properties);
        if (!environment.containsKey(JSON_LOG)) {
            properties.putIfAbsent(
                    "quarkus.log.console.json.enabled", Boolean.toString(!isOnTerminal()));
        }
        collectTraces(environment, properties);
    }

    /// Traces are off until it is known where they go.
    private static void collectTraces(Map<String, String> environment, Properties properties) {
        copy(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", TRACES + "endpoint", properties);
        copy(environment, "OTEL_EXPORTER_OTLP_ENDPOINT", OTLP + "endpoint", properties);
        copy(environment, "OTEL_EXPORTER_OTLP_PROTOCOL", OTLP + "protocol", properties);
        copy(environment, "OTEL_EXPORTER_OTLP_HEADERS", OTLP + "headers", properties);
        copy(environment, "OTEL_SERVICE_NAME", "quarkus.otel.service.name", properties);
        boolean collected =
                isSet(OTLP + "endpoint", environment, properties)
                        || isSet(TRACES + "endpoint", environment, properties);
        boolean refused = Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"));
        if (!isSet(TRACING_DISABLED, environment, properties)) {
            properties.setProperty(TRACING_DISABLED, Boolean.toString(refused || !collected));
        }
    }

    /// With a certificate the one port speaks TLS, and nothing else is listened on, unless the
    /// configuration says otherwise. The port is whatever it will be in the end.
    private static void secureTheOnePort(Map<String, String> environment, Properties properties) {
        boolean secured =
                CERTIFICATES.stream().anyMatch(key -> isSet(key, environment, properties))
                        || properties.containsKey(PEM_OF_REGISTRY.formatted("0"));
        if (!secured
                || isSet(INSECURE_REQUESTS, environment, properties)
                || isSet(SSL_PORT, environment, properties)) {
            return;
        }
        properties.setProperty(INSECURE_REQUESTS, "disabled");
        properties.setProperty(SSL_PORT, "${quarkus.http.port}");
    }

    private static boolean isSet(
            String key, Map<String, String> environment, Properties properties) {
        return properties.containsKey(key)
                || environment.containsKey(
                        key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    }

    private static void copy(
            Map<String, String> environment,
            String variable,
            String property,
            Properties properties) {
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
            properties.putIfAbsent(property, value);
        }
    }

    private static boolean isOnTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
