package dev.serval.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineSettingsTest {
    private static final int WRONG_USAGE = 2;

    private final Properties properties = new Properties();

    @ParameterizedTest
    @EnumSource
    void eachArgumentSetsItsPropertyWithAnEqualsSignAndWithout(RuntimeArgument argument) {
        String name = "--" + argument.argument();
        assertThat(apply(Map.of(), name + "=one")).isEqualTo(CommandLineSettings.START);
        assertThat(properties).containsEntry(argument.property(), "one");
        assertThat(apply(Map.of(), name, "two")).isEqualTo(CommandLineSettings.START);
        assertThat(properties).containsEntry(argument.property(), "two");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "PREDICTOR_USE_SSL",
                "ENABLE_GRPC",
                "ENABLE_DOCS_URL",
                "ENABLE_LATENCY_LOGGING"
            })
    void aFlagWithoutAValueIsAYes(RuntimeArgument flag) {
        assertThat(apply(Map.of(), "--" + flag.argument(), "--model_name=iris"))
                .isEqualTo(CommandLineSettings.START);
        assertThat(properties)
                .containsEntry(flag.property(), "true")
                .containsEntry("serval.model.name", "iris");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--model_nam=iris", "--model_name", "iris", "--http_port=1 --x"})
    void whatIsNoArgumentEndsWithCode2AndChangesNothing(String argument) {
        assertThat(apply(Map.of(), argument.split(" "))).isEqualTo(WRONG_USAGE);
        assertThat(properties).isEmpty();
    }

    @Test
    void anArgumentComesBeforeTheEnvironment() {
        apply(Map.of("PORT", "1", "STORAGE_URI", "file:///a"), "--http_port=2");
        assertThat(properties)
                .containsEntry("quarkus.http.port", "2")
                .containsEntry("serval.storage.uri", "file:///a");
    }

    @Test
    void tracesAreOffUntilItIsKnownWhereTheyGo() {
        apply(Map.of());
        assertThat(properties).containsEntry("quarkus.otel.sdk.disabled", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
            })
    void anEndpointInTheEnvironmentTurnsTracesOn(String variable) {
        apply(Map.of(variable, "http://collector:4317"));
        assertThat(properties).containsEntry("quarkus.otel.sdk.disabled", "false");
    }

    @Test
    void tracesStayOffWhereTheEnvironmentSaysSo() {
        apply(
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://collector:4317",
                        "OTEL_SDK_DISABLED",
                        "true"));
        assertThat(properties).containsEntry("quarkus.otel.sdk.disabled", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                "QUARKUS_TLS_KEY_STORE_PEM__0__CERT",
                "QUARKUS_TLS_KEY_STORE_P12_PATH"
            })
    void withACertificateTheOnePortSpeaksTlsAndNothingElse(String variable) {
        apply(Map.of(variable, "a file"), "--http_port=9000");
        assertThat(properties)
                .containsEntry("quarkus.http.insecure-requests", "disabled")
                .containsEntry("quarkus.http.ssl-port", "${quarkus.http.port}");
    }

    @Test
    void aPortForTlsOfItsOwnIsLeftAlone() {
        apply(
                Map.of(
                        "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                        "tls.crt",
                        "QUARKUS_HTTP_SSL_PORT",
                        "8443"));
        assertThat(properties)
                .doesNotContainKeys("quarkus.http.insecure-requests", "quarkus.http.ssl-port");
    }

    private int apply(Map<String, String> environment, String... arguments) {
        return CommandLineSettings.apply(arguments, environment, properties);
    }
}
