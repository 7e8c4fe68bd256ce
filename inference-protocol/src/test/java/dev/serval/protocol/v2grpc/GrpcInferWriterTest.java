package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import dev.serval.inference.failure.Overloaded;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelVersion;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcInferWriterTest {
    private static final ModelName MODEL = new ModelName("größe");
    private static final ModelVersion VERSION = new ModelVersion(3);

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 16);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void namesTheModelAndVersionAndEchoesTheId() {
        DynamicMessage answer = answer(rawRequest("call-7"), InferResponse.of());
        assertThat(InferenceProto.get(answer, "model_name")).isEqualTo("größe");
        assertThat(InferenceProto.get(answer, "model_version")).isEqualTo("3");
        assertThat(InferenceProto.get(answer, "id")).isEqualTo("call-7");
    }

    @Test
    void leavesTheIdOutWhereTheCallerGaveNone() {
        DynamicMessage answer = answer(rawRequest(null), InferResponse.of());
        assertThat(InferenceProto.get(answer, "id")).isEqualTo("");
    }

    @Test
    void writesParametersOfEveryKindInTheirOrder() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("z", new Parameter.Flag(false));
        parameters.put("whole", new Parameter.Whole(-1));
        parameters.put("text", new Parameter.Text("🦝"));
        parameters.put("real", new Parameter.Real(Double.NEGATIVE_INFINITY));
        parameters.put("a", new Parameter.Unsigned(-1));
        DynamicMessage answer =
                answer(rawRequest(null), new InferResponse(new Parameters(parameters), List.of()));
        assertThat((List<?>) InferenceProto.get(answer, "parameters"))
                .extracting(entry -> InferenceProto.get((DynamicMessage) entry, "key"))
                .containsExactly("z", "whole", "text", "real", "a");
        assertThat((List<?>) InferenceProto.get(answer, "parameters"))
                .extracting(entry -> value((DynamicMessage) entry))
                .containsExactly(false, -1L, "🦝", Double.NEGATIVE_INFINITY, -1L);
    }

    private static Object value(DynamicMessage entry) {
        DynamicMessage parameter = (DynamicMessage) InferenceProto.get(entry, "value");
        return parameter.getAllFields().values().iterator().next();
    }

    @Test
    void rawOutputsAreViewsOfTheResponsesTensors() {
        Tensor output = Tensor.ofFloats("y", Shape.of(2), new float[] {1, 2}, allocator);
        try (InferResponse response = InferResponse.of(output);
                EncodedMessage message = write(rawRequest(null), response)) {
            assertThat(message.parts().getLast().address()).isEqualTo(output.data().address());
            assertThat(allocator.bytesOnLoan()).isEqualTo(8);
        }
    }

    @Test
    void typedFloatsAreViewsOfTheResponsesTensorsToo() {
        Tensor output = Tensor.ofDoubles("y", Shape.of(2), new double[] {1, 2}, allocator);
        try (InferResponse response = InferResponse.of(output);
                EncodedMessage message = write(typedRequest(), response)) {
            assertThat(message.parts().getLast().address()).isEqualTo(output.data().address());
            assertThat(allocator.bytesOnLoan()).isEqualTo(16);
        }
    }

    @Test
    void typedIntegersAndByteStringsAreEncodedIntoMemoryOfTheMessage() {
        Tensor whole = Tensor.ofLongs("i", Shape.of(3), new long[] {1, 300, -1}, allocator);
        Tensor text = Tensor.ofStrings("s", Shape.of(2), List.of("ab", "c".repeat(200)), allocator);
        DynamicMessage answer = answer(typedRequest(), InferResponse.of(whole, text));
        List<?> outputs = (List<?>) InferenceProto.get(answer, "outputs");
        assertThat(contents(outputs.get(0), "int64_contents")).isEqualTo(List.of(1L, 300L, -1L));
        assertThat(contents(outputs.get(1), "bytes_contents"))
                .isEqualTo(
                        List.of(
                                ByteString.copyFromUtf8("ab"),
                                ByteString.copyFromUtf8("c".repeat(200))));
    }

    private static Object contents(Object output, String field) {
        DynamicMessage contents =
                (DynamicMessage) InferenceProto.get((DynamicMessage) output, "contents");
        return InferenceProto.get(contents, field);
    }

    @Test
    void oneOutputThatIsOnlyRawMakesAllOfThemRaw() {
        Tensor half = Tensor.allocate("half", DataType.FP16, Shape.of(1), allocator);
        half.data().fill((byte) 0x3c);
        Tensor whole = Tensor.ofLongs("whole", Shape.of(1), new long[] {5}, allocator);
        DynamicMessage answer = answer(typedRequest(), InferResponse.of(whole, half));
        assertThat(InferenceProto.get(answer, "raw_output_contents"))
                .isEqualTo(
                        List.of(
                                ByteString.copyFrom(new byte[] {5, 0, 0, 0, 0, 0, 0, 0}),
                                ByteString.copyFrom(new byte[] {0x3c, 0x3c})));
    }

    @Test
    void everyRawOutputHasItsPlaceEvenAnEmptyOne() {
        Tensor empty = Tensor.ofFloats("empty", Shape.of(0), new float[0], allocator);
        Tensor text = Tensor.ofStrings("text", Shape.scalar(), List.of("ab"), allocator);
        DynamicMessage answer = answer(rawRequest(null), InferResponse.of(empty, text));
        assertThat(InferenceProto.get(answer, "raw_output_contents"))
                .isEqualTo(
                        List.of(
                                ByteString.EMPTY,
                                ByteString.copyFrom(new byte[] {2, 0, 0, 0, 'a', 'b'})));
    }

    @Test
    void givesItsMemoryBackWhereTheResponseCannotBeEncoded() {
        TensorAllocator exhausted =
                new TensorAllocator() {
                    private int taken;

                    @Override
                    public MemoryBlock take(long byteSize) {
                        if (taken++ > 0) {
                            throw new Overloaded("no more memory", Duration.ofSeconds(1));
                        }
                        return allocator.take(byteSize);
                    }

                    @Override
                    public long bytesOnLoan() {
                        return allocator.bytesOnLoan();
                    }
                };
        Tensor one = Tensor.ofLongs("a", Shape.of(1), new long[] {1}, allocator);
        Tensor other = Tensor.ofLongs("b", Shape.of(1), new long[] {2}, allocator);
        try (InferResponse response = InferResponse.of(one, other)) {
            assertThatThrownBy(() ->
                            GrpcInferWriter.write(
                                    MODEL, VERSION, typedRequest(), response, exhausted))
                    .isInstanceOf(Overloaded.class);
            assertThat(allocator.bytesOnLoan()).isEqualTo(16);
        }
    }

    @Test
    void aLongNameOutgrowsTheFirstBuffer() {
        String name = "n".repeat(300);
        Tensor output = Tensor.ofFloats(name, Shape.of(1), new float[] {1}, allocator);
        DynamicMessage answer = answer(typedRequest(), InferResponse.of(output));
        DynamicMessage described =
                (DynamicMessage) ((List<?>) InferenceProto.get(answer, "outputs")).getFirst();
        assertThat(InferenceProto.get(described, "name")).isEqualTo(name);
    }

    private DynamicMessage answer(GrpcInferRequest request, InferResponse response) {
        try (response;
                EncodedMessage message = write(request, response)) {
            return InferenceProto.PACKED.response(message.toByteArray());
        }
    }

    private EncodedMessage write(GrpcInferRequest request, InferResponse response) {
        return GrpcInferWriter.write(MODEL, VERSION, request, response, allocator);
    }

    private static GrpcInferRequest rawRequest(@Nullable String id) {
        return new GrpcInferRequest("m", "", true, request(id));
    }

    private static GrpcInferRequest typedRequest() {
        return new GrpcInferRequest("m", "", false, request(null));
    }

    private static InferRequest request(@Nullable String id) {
        return new InferRequest(id, Parameters.none(), List.of(), List.of());
    }
}
