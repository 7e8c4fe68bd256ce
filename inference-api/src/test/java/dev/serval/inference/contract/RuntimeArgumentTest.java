package dev.serval.inference.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeArgumentTest {
    @ParameterizedTest
    @CsvSource({
        "model_name, serval.model.name",
        "model_dir, serval.model.dir",
        "repository, serval.repository.dir",
        "repository_poll_seconds, serval.repository.poll-seconds",
        "storage_uri, serval.storage.uri",
        "http_port, quarkus.http.port",
        "grpc_port, serval.grpc.port",
        "predictor_host, serval.predictor.host",
        "predictor_protocol, serval.predictor.protocol",
        "predictor_use_ssl, serval.predictor.use-ssl",
        "predictor_request_timeout_seconds, serval.request.timeout-seconds",
        "workers, serval.execution.workers",
        "max_threads, serval.execution.max-threads",
        "enable_grpc, serval.grpc.enabled",
        "enable_docs_url, serval.docs.enabled",
        "enable_latency_logging, serval.latency-log.enabled",
        "nthread, serval.execution.threads-per-call"
    })
    void setsItsProperty(String argument, String property) {
        RuntimeArgument found = RuntimeArgument.find(argument).orElseThrow();
        assertThat(found.argument()).isEqualTo(argument);
        assertThat(found.property()).isEqualTo(property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--model_name", "MODEL_NAME", "model-name", "no_such"})
    void isNotFoundUnderAnotherName(String argument) {
        assertThat(RuntimeArgument.find(argument)).isEmpty();
    }

    @Test
    void noTwoShareANameOrAProperty() {
        assertThat(Arrays.stream(RuntimeArgument.values()).map(RuntimeArgument::argument))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(RuntimeArgument.values()).map(RuntimeArgument::property))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOneIsExplainedToItsUser() {
        assertThat(RuntimeArgument.values())
                .allSatisfy(argument -> {
                    assertThat(argument.placeholder()).isNotBlank();
                    assertThat(argument.description()).endsWith(".");
                });
    }

    @Test
    void flagsAreThoseThatTakeAYesOrANo() {
        assertThat(Arrays.stream(RuntimeArgument.values()).filter(RuntimeArgument::isFlag))
                .containsExactlyInAnyOrder(
                        RuntimeArgument.PREDICTOR_USE_SSL,
                        RuntimeArgument.ENABLE_PREDICTOR_HEALTH_CHECK,
                        RuntimeArgument.ENABLE_GRPC,
                        RuntimeArgument.ENABLE_DOCS_URL,
                        RuntimeArgument.ENABLE_LATENCY_LOGGING);
    }
}
