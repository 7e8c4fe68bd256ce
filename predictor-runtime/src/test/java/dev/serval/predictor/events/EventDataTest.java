package dev.serval.predictor.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.server.inference.WireProtocol;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDataTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"instances\":[[1,2]]}|V1",
                "{\"inputs\":[[1,2]]}|V1",
                "{\"inputs\":{\"x\":[1]}}|V1",
                "{\"inputs\":[{\"x\":1}]}|V1",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}|V2",
                "{\"inputs\":[]}|V1",
                "{}|V1",
            })
    void knowsTheProtocolByWhetherInputsSayTheirTypes(String data, WireProtocol protocol) {
        assertThat(of(data).protocol()).isEqualTo(protocol);
    }

    @Test
    void knowsTheModelThatTheDataNames() {
        assertThat(of("{\"instances\":[1],\"model_name\":\"iris\"}").modelName()).isEqualTo("iris");
        assertThat(of("{\"model_name\":null}").modelName()).isNull();
        assertThat(of("{}").modelName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "{\"inputs\":[", "{\"a\":1} x", "{\"model_name\":5}"})
    void refusesWhatIsNoJsonObject(String data) {
        assertThatThrownBy(() -> of(data)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesAHundredThousandBrackets() {
        assertThatThrownBy(() -> of("{\"inputs\":" + "[".repeat(100_000)))
                .isInstanceOf(InvalidInput.class);
    }

    private static EventData of(String json) {
        return EventData.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
