package dev.serval.protocol.v2http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2HttpClientSideTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private InferRequest request(List<RequestedOutput> outputs) {
        Tensor numbers = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, allocator);
        Tensor texts = Tensor.ofStrings("t", Shape.of(2), List.of("é", ""), allocator);
        Parameters said =
                new Parameters(
                        Map.of(
                                "binary_data_output", new Parameter.Flag(false),
                                "priority", new Parameter.Whole(3)));
        return new InferRequest(
                "r-1", said, List.of(new InferInput(numbers), new InferInput(texts)), outputs);
    }

    @Test
    void aBinaryRequestReadsBackWithItsTensorsAndAsksForBinaryOutputs() {
        try (InferRequest request = request(List.of());
                V2HttpBody body = V2HttpRequestWriter.writeBinary(request, allocator);
                InferRequest read = read(body)) {
            assertThat(read.id()).isEqualTo("r-1");
            assertThat(read.parameters().byName())
                    .containsEntry("binary_data_output", new Parameter.Flag(true))
                    .containsEntry("priority", new Parameter.Whole(3));
            assertThat(read.findInput("x").orElseThrow().toFloats()).containsExactly(1, 2);
            assertThat(read.findInput("t").orElseThrow().toStrings()).containsExactly("é", "");
        }
    }

    @Test
    void outputsThatAreNamedAreEachAskedForInBinary() {
        try (InferRequest request = request(List.of(new RequestedOutput("y")));
                V2HttpBody body = V2HttpRequestWriter.writeBinary(request, allocator);
                InferRequest read = read(body)) {
            assertThat(read.outputs())
                    .containsExactly(
                            new RequestedOutput(
                                    "y",
                                    new Parameters(
                                            Map.of("binary_data", new Parameter.Flag(true)))));
            assertThat(read.parameters().find("binary_data_output")).isEmpty();
        }
    }

    @Test
    void aRequestInJsonIsReadableByEyeAndAsksForNothingInBinary() {
        try (InferRequest request = request(List.of(new RequestedOutput("y")));
                V2HttpBody body = V2HttpRequestWriter.writeJson(request, allocator)) {
            assertThat(body.jsonLength()).isEmpty();
            assertThat(new String(body.message().toByteArray(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"id\":\"r-1\",\"parameters\":{\"priority\":3},\"inputs\":["
                                    + "{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[1.0,2.0]},"
                                    + "{\"name\":\"t\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"é\",\"\"]}],"
                                    + "\"outputs\":[{\"name\":\"y\"}]}");
        }
    }

    private InferRequest read(V2HttpBody body) {
        byte[] whole = body.message().toByteArray();
        int json = body.jsonLength().orElse(whole.length);
        return V2HttpReader.read(whole, json, tail(whole, json), allocator);
    }

    private static MemorySegment tail(byte[] whole, int json) {
        MemorySegment tail = Arena.ofAuto().allocate(Math.max(1, whole.length - json), 8);
        MemorySegment.copy(MemorySegment.ofArray(whole), json, tail, 0, whole.length - json);
        return tail.asSlice(0, whole.length - json);
    }

    @Test
    void anAnswerReadsBackAsItWasWritten() {
        for (boolean binary : new boolean[] {true, false}) {
            byte[] whole;
            int json;
            try (InferRequest request =
                            new InferRequest(
                                    null,
                                    new Parameters(
                                            Map.of(
                                                    "binary_data_output",
                                                    new Parameter.Flag(binary))),
                                    List.of(),
                                    List.of());
                    InferResponse response = answer();
                    V2HttpBody body =
                            V2HttpWriter.write(
                                    new ModelName("m"),
                                    new ModelVersion(1),
                                    request,
                                    response,
                                    allocator)) {
                whole = body.message().toByteArray();
                json = body.jsonLength().orElse(whole.length);
            }
            try (InferResponse read =
                    V2HttpResponseReader.read(whole, json, tail(whole, json), allocator)) {
                assertThat(read.parameters().findText("note")).contains("n");
                assertThat(read.findOutput("p").orElseThrow().toFloats()).containsExactly(0.5f);
                assertThat(read.findOutput("s").orElseThrow().toStrings()).containsExactly("é");
            }
        }
    }

    private InferResponse answer() {
        return new InferResponse(
                new Parameters(Map.of("note", new Parameter.Text("n"))),
                List.of(
                        Tensor.ofFloats("p", Shape.of(1), new float[] {0.5f}, allocator),
                        Tensor.ofStrings("s", Shape.of(1), List.of("é"), allocator)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    []                                                                   | the answer is an array, expected an object
                    {}                                                                   | the answer: 'outputs' is missing
                    {"outputs":[],"outputs":[]}                                          | outputs' is there twice
                    {"outputs":[{"name":"a","shape":[1],"datatype":"INT8","data":[1]},{"name":"a","shape":[1],"datatype":"INT8","data":[1]}]} | output 'a' is there twice
                    {"outputs":[{"name":"a","shape":[-1],"datatype":"INT8","data":[1]}]} | dimension 0 is -1
                    {"outputs":[{"name":"a","shape":[1],"datatype":"INT8","data":[1]}]}x | found 'x'
                    """)
    void whatIsNoAnswerIsRefusedByName(String body, String complaint) {
        byte[] json = body.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() ->
                        V2HttpResponseReader.read(json, json.length, MemorySegment.NULL, allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(complaint);
    }
}
