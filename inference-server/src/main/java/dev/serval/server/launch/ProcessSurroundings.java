package dev.serval.server.launch;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeEnvironment;
import java.util.Map;
import java.util.Properties;

/// What a runtime takes from where it runs: the port that Knative assigns, the model's URI, whether
/// somebody reads its log on a terminal, and whether traces are collected.
final class ProcessSurroundings {
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private ProcessSurroundings() {}

    /// Sets the properties that follow from the surroundings; arguments set theirs afterwards.
    static void apply(Map<String, String> environment, Properties properties) {
        copy(environment, RuntimeEnvironment.PORT, RuntimeArgument.HTTP_PORT, properties);
        copy(environment, RuntimeEnvironment.STORAGE_URI, RuntimeArgument.STORAGE_URI, properties);
        properties.putIfAbsent(
                "quarkus.log.console.json.enabled", Boolean.toString(!isOnTerminal()));
        boolean traced =
                environment.containsKey(TRACES_ENDPOINT)
                        || properties.containsKey("quarkus.otel.exporter.otlp.endpoint");
        properties.putIfAbsent("quarkus.otel.sdk.disabled", Boolean.toString(!traced));
        if (traced && environment.containsKey(TRACES_ENDPOINT)) {
            properties.putIfAbsent(
                    "quarkus.otel.exporter.otlp.endpoint", environment.get(TRACES_ENDPOINT));
        }
    }

    private static void copy(
            Map<String, String> environment,
            String variable,
            RuntimeArgument argument,
            Properties properties) {
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
            properties.putIfAbsent(argument.property(), value);
        }
    }

    private static boolean isOnTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
