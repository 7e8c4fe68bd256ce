package dev.serval.protocol.v2http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import dev.serval.protocol.wire.LimitedAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class V2HttpWriterTest {
    private static final ModelName NAME = new ModelName("iris");
    private static final ModelVersion VERSION = new ModelVersion(3);
    private static final Parameters BINARY =
            new Parameters(Map.of("binary_data", new Parameter.Flag(true)));
    private static final Parameters NOT_BINARY =
            new Parameters(Map.of("binary_data", new Parameter.Flag(false)));
    private static final Parameters ALL_BINARY =
            new Parameters(Map.of("binary_data_output", new Parameter.Flag(true)));

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void writesEverythingAsJsonUnlessAskedOtherwise() {
        try (InferResponse response = InferResponse.of(floats(), texts());
                V2HttpBody answer = write(request("r-1", Parameters.none()), response)) {
            assertThat(answer.jsonLength()).isEmpty();
            assertThat(text(answer))
                    .isEqualTo(
                            "{\"model_name\":\"iris\",\"model_version\":\"3\",\"id\":\"r-1\",\"outputs\":["
                                    + "{\"name\":\"p\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[0.1,NaN,-Infinity]},"
                                    + "{\"name\":\"s\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"é\",\"\"]}]}");
        }
    }

    @Test
    void leavesTheIdOutIfThereIsNoneAndWritesParametersIfThereAreAny() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("flag", new Parameter.Flag(false));
        parameters.put("whole", new Parameter.Whole(-1));
        parameters.put("unsigned", new Parameter.Unsigned(-1));
        parameters.put("real", new Parameter.Real(0.25));
        parameters.put("text", new Parameter.Text("a\"b"));
        InferResponse response = new InferResponse(new Parameters(parameters), List.of());
        try (V2HttpBody answer = write(request(null, Parameters.none()), response)) {
            assertThat(text(answer))
                    .isEqualTo(
                            "{\"model_name\":\"iris\",\"model_version\":\"3\",\"parameters\":{\"flag\":false,"
                                    + "\"whole\":-1,\"unsigned\":18446744073709551615,\"real\":0.25,"
                                    + "\"text\":\"a\\\"b\"},\"outputs\":[]}");
        }
    }

    @Test
    void putsBinaryOutputsBehindTheJsonInTheirOrder() {
        InferRequest request =
                request(
                        null,
                        Parameters.none(),
                        new RequestedOutput("s", BINARY),
                        new RequestedOutput("b", BINARY),
                        new RequestedOutput("p", NOT_BINARY));
        try (InferResponse response = InferResponse.of(texts(), bytes(), floats());
                V2HttpBody answer = write(request, response)) {
            String head =
                    "{\"model_name\":\"iris\",\"model_version\":\"3\",\"outputs\":["
                            + "{\"name\":\"s\",\"datatype\":\"BYTES\",\"shape\":[2],\"parameters\":{\"binary_data_size\":10}},"
                            + "{\"name\":\"b\",\"datatype\":\"UINT8\",\"shape\":[2],\"parameters\":{\"binary_data_size\":2}},"
                            + "{\"name\":\"p\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[0.1,NaN,-Infinity]}]}";
            assertThat(answer.jsonLength()).hasValue(head.length());
            assertThat(text(answer)).startsWith(head);
            byte[] all = answer.message().toByteArray();
            assertThat(all).hasSize(head.length() + 12);
            assertThat(Arrays.copyOfRange(all, head.length(), all.length))
                    .containsExactly(2, 0, 0, 0, 0xC3, 0xA9, 0, 0, 0, 0, 7, 8);
        }
    }

    @Test
    void sendsFixedSizeOutputsFromTheirOwnMemory() {
        try (InferResponse response = InferResponse.of(bytes())) {
            long before = allocator.bytesOnLoan();
            try (V2HttpBody answer = write(request(null, ALL_BINARY), response)) {
                assertThat(allocator.bytesOnLoan()).isEqualTo(before);
                assertThat(answer.message().parts().getLast().address())
                        .isEqualTo(response.outputs().getFirst().data().address());
            }
            assertThat(allocator.bytesOnLoan()).isEqualTo(before);
        }
    }

    @Test
    void makesAllOutputsBinaryIfNoneIsListed() {
        try (InferResponse response = InferResponse.of(bytes(), texts());
                V2HttpBody answer = write(request(null, ALL_BINARY), response)) {
            assertThat(text(answer)).doesNotContain("\"data\"");
            assertThat(answer.jsonLength()).isPresent();
        }
    }

    @Test
    void answersAListedOutputAsJsonEvenIfAllShouldBeBinary() {
        InferRequest request = request(null, ALL_BINARY, new RequestedOutput("b"));
        try (InferResponse response = InferResponse.of(bytes());
                V2HttpBody answer = write(request, response)) {
            assertThat(answer.jsonLength()).isEmpty();
            assertThat(text(answer)).contains("\"data\":[7,8]");
        }
    }

    @Test
    void isBinaryEvenIfTheBinaryOutputIsEmpty() {
        Tensor empty = Tensor.ofLongs("e", Shape.of(0), new long[0], allocator);
        try (InferResponse response = InferResponse.of(empty);
                V2HttpBody answer = write(request(null, ALL_BINARY), response)) {
            assertThat(answer.jsonLength()).hasValue((int) answer.message().byteSize());
            assertThat(text(answer)).contains("\"binary_data_size\":0");
        }
    }

    @Test
    void writesHalfPrecisionAsNumbersThatReadBackTheSame() {
        Tensor half = Tensor.allocate("h", DataType.FP16, Shape.of(1), allocator);
        half.data().set(ValueLayout.JAVA_SHORT, 0, (short) 0x2E66);
        Tensor brain = Tensor.allocate("f", DataType.BF16, Shape.of(1), allocator);
        brain.data().set(ValueLayout.JAVA_SHORT, 0, (short) 0x3DCD);
        try (InferResponse response = InferResponse.of(half, brain);
                V2HttpBody answer = write(request(null, Parameters.none()), response)) {
            assertThat(text(answer)).contains("\"data\":[0.099975586]", "\"data\":[0.100097656]");
        }
    }

    @Test
    void refusesBytesThatAreNoTextInJson() {
        List<byte[]> elements = List.of(new byte[] {-1});
        Tensor output = Tensor.ofBytes("y", Shape.of(1), elements, allocator);
        try (InferResponse response = InferResponse.of(output, texts())) {
            InferRequest request =
                    request(
                            null,
                            Parameters.none(),
                            new RequestedOutput("s", BINARY),
                            new RequestedOutput("y"));
            assertThatThrownBy(() -> write(request, response))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "output 'y': element 0 is not UTF-8, expected text, or a request for it with"
                                    + " binary_data true");
        }
    }

    @Test
    void givesBackWhatItTookIfALaterOutputIsRefused() {
        Tensor invalid = Tensor.ofBytes("y", Shape.of(1), List.of(new byte[] {-1}), allocator);
        try (InferResponse response = InferResponse.of(texts(), invalid)) {
            long before = allocator.bytesOnLoan();
            InferRequest request =
                    request(
                            null,
                            Parameters.none(),
                            new RequestedOutput("s", BINARY),
                            new RequestedOutput("y"));
            assertThatThrownBy(() -> write(request, response)).isInstanceOf(InvalidInput.class);
            assertThat(allocator.bytesOnLoan()).isEqualTo(before);
            assertThatThrownBy(() ->
                            V2HttpWriter.write(
                                    NAME, VERSION, request, response, new LimitedAllocator(0)))
                    .isInstanceOf(TooLarge.class);
        }
    }

    private Tensor floats() {
        float[] values = {0.1f, Float.NaN, Float.NEGATIVE_INFINITY};
        return Tensor.ofFloats("p", Shape.of(1, 3), values, allocator);
    }

    private Tensor texts() {
        return Tensor.ofStrings("s", Shape.of(2), List.of("é", ""), allocator);
    }

    private Tensor bytes() {
        Tensor tensor = Tensor.allocate("b", DataType.UINT8, Shape.of(2), allocator);
        tensor.data().set(ValueLayout.JAVA_SHORT, 0, (short) 0x0807);
        return tensor;
    }

    private V2HttpBody write(InferRequest request, InferResponse response) {
        return V2HttpWriter.write(NAME, VERSION, request, response, allocator);
    }

    private static InferRequest request(
            @Nullable String id, Parameters parameters, RequestedOutput... outputs) {
        return new InferRequest(id, parameters, List.of(), List.of(outputs));
    }

    private static String text(V2HttpBody answer) {
        EncodedMessage message = answer.message();
        return new String(message.toByteArray(), StandardCharsets.UTF_8);
    }
}
