package dev.serval.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorAddressTest {
    @ParameterizedTest
    @CsvSource({
        "iris-predictor.default, false, iris-predictor.default, 80",
        "iris-predictor.default, true, iris-predictor.default, 443",
        "iris:8080, false, iris, 8080",
        "[::1], false, ::1, 80",
        "[::1]:8081, true, ::1, 8081"
    })
    void readsWhatKServesControllerWrites(String text, boolean tls, String host, int port) {
        assertThat(PredictorAddress.parse(text, tls))
                .isEqualTo(new PredictorAddress(host, port, tls));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "iris:",
                "iris:0",
                "iris:65536",
                "iris:x",
                "http://iris",
                "[::1",
                "a b",
                "[::1]80"
            })
    void refusesWhatIsNoAddressAndNamesIt(String text) {
        assertThatThrownBy(() -> PredictorAddress.parse(text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "', expected a host or host:port");
    }

    @Test
    void namesUnderLocalhostAreThisMachine() {
        PredictorAddress address =
                PredictorAddress.parse("iris-predictor.default.localhost:8080", false);
        assertThat(address.connectHost()).isEqualTo("127.0.0.1");
        assertThat(address).hasToString("iris-predictor.default.localhost:8080");
    }
}
