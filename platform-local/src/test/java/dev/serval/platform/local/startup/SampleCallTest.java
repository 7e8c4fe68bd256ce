package dev.serval.platform.local.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleCallTest {
    private static Optional<String> of(String inputs) throws JsonProcessingException {
        return SampleCall.of("m", new ObjectMapper().readTree("{\"inputs\": " + inputs + "}"));
    }

    @Test
    void oneInputIsGivenAsARow() throws Exception {
        assertThat(of("[{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [-1, 4]}]"))
                .contains("/v1/models/m:predict -d '{\"instances\": [[0.5, 0.5, 0.5, 0.5]]}'");
    }

    @Test
    void severalInputsAreGivenAsTensors() throws Exception {
        assertThat(
                        of(
                                """
                                [{"name": "a", "datatype": "INT64", "shape": [-1, 2]},
                                 {"name": "b", "datatype": "BYTES", "shape": [1]},
                                 {"name": "c", "datatype": "BOOL", "shape": []}]
                                """))
                .contains(
                        "/v2/models/m/infer -d '{\"inputs\": ["
                                + "{\"name\": \"a\", \"shape\": [1, 2], \"datatype\": \"INT64\", \"data\": [0, 0]}, "
                                + "{\"name\": \"b\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"text\"]}, "
                                + "{\"name\": \"c\", \"shape\": [], \"datatype\": \"BOOL\", \"data\": [false]}]}'");
    }

    @Test
    void aModelThatTakesAnImageHasNone() throws Exception {
        assertThat(of("[{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [-1, 1, 28, 28]}]"))
                .isEmpty();
        assertThat(
                        of(
                                "[{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [2147483647, 2147483647]}]"))
                .isEmpty();
        assertThat(of("[]")).isEmpty();
    }
}
