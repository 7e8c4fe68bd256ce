package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1ClientSideTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void oneInputIsSentAsBareRows() {
        assertThat(
                        request(
                                Tensor.ofFloats(
                                        "x", Shape.of(2, 2), new float[] {1, 2, 3, 4}, allocator)))
                .isEqualTo("{\"instances\":[[1.0,2.0],[3.0,4.0]]}");
    }

    @Test
    void severalInputsAreSentAsRowsByName() {
        assertThat(
                        request(
                                Tensor.ofLongs("a", Shape.of(2), new long[] {1, 2}, allocator),
                                Tensor.ofStrings("b", Shape.of(2), List.of("x", "y"), allocator)))
                .isEqualTo("{\"instances\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}");
    }

    @Test
    void inputsWithoutEquallyManyRowsAreSentAsColumns() {
        assertThat(
                        request(
                                Tensor.ofLongs("a", Shape.of(2), new long[] {1, 2}, allocator),
                                Tensor.ofLongs("b", Shape.of(1), new long[] {3}, allocator)))
                .isEqualTo("{\"inputs\":{\"a\":[1,2],\"b\":[3]}}");
    }

    private String request(Tensor... inputs) {
        try (InferRequest request = InferRequest.of(List.of(inputs))) {
            return new String(V1RequestWriter.write(request).toByteArray(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"predictions":[1,2,3]}               | output-0 INT64[3]
                    {"predictions":[[1,2.5],[3,4]]}       | output-0 FP64[2,2]
                    {"predictions":[1,1e3]}               | output-0 FP64[2]
                    {"predictions":[1.0]}                 | output-0 FP64[1]
                    {"predictions":["a","b"]}             | output-0 BYTES[2]
                    {"predictions":[{"b64":"AAE="}]}      | output-0 BYTES[1]
                    {"predictions":[true]}                | output-0 BOOL[1]
                    {"predictions":[null,1]}              | output-0 FP64[2]
                    {"predictions":[]}                    | output-0 FP64[0]
                    {"outputs":[[1],[2]]}                 | output-0 INT64[2,1]
                    {"predictions":7}                     | output-0 INT64[]
                    {"other":1,"predictions":[1]}         | output-0 INT64[1]
                    """)
    void anOutputIsWhatItsValuesShow(String body, String expected) {
        try (InferResponse response = read(body)) {
            assertThat(response.outputs()).singleElement().hasToString(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"predictions":[{"label":"a","p":[0,1]},{"label":"b","p":[0.5,0.5]}]}
                    {"outputs":{"label":["a","b"],"p":[[0,1],[0.5,0.5]]}}
                    """)
    void severalOutputsAreToldApartByName(String body) {
        try (InferResponse response = read(body)) {
            assertThat(response.outputs())
                    .extracting(Tensor::toString)
                    .containsExactly("label BYTES[2]", "p FP64[2,2]");
            assertThat(response.findOutput("p").orElseThrow().toDoubles())
                    .containsExactly(0, 1, 0.5, 0.5);
        }
    }

    @Test
    void aDeclaredOutputHasItsTypeNameAndRank() {
        TensorSpec declared = new TensorSpec("p", DataType.FP32, Shape.of(-1, 1));
        try (InferResponse response = read("{\"predictions\":[1,2]}", declared)) {
            assertThat(response.outputs()).singleElement().hasToString("p FP32[2,1]");
        }
        TensorSpec label = new TensorSpec("label", DataType.BYTES, Shape.of(-1));
        try (InferResponse response =
                read("{\"predictions\":[{\"label\":\"a\",\"p\":1}]}", label, declared)) {
            assertThat(response.outputs())
                    .extracting(Tensor::toString)
                    .containsExactly("label BYTES[1]", "p FP32[1,1]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                    | neither "predictions" nor "outputs"
                    [1]                                   | the answer is an array, expected an object
                    {"predictions":[1,                    | malformed JSON at line 1
                    {"predictions":[[1],[1,2]]}           | has 2 elements, expected 1
                    {"predictions":[{"a":1},{"a":1,"b":2}]} | row 0 of the answer has 1 outputs, expected [a, b]
                    {"predictions":[{"a":1},2]}           | a row is 2, expected an object
                    {"predictions":[1,"a"]}               | is "a"
                    """)
    void whatIsNoAnswerIsRefusedByName(String body, String complaint) {
        assertThatThrownBy(() -> read(body).close())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(complaint);
    }

    private InferResponse read(String body, TensorSpec... declared) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return V1ResponseReader.read(bytes, bytes.length, List.of(declared), allocator);
    }
}
