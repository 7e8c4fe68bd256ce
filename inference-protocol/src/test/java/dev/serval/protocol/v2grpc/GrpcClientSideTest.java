package dev.serval.protocol.v2grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InferenceException;
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
import dev.serval.protocol.wire.EncodedMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcClientSideTest {
    private static final ModelName MODEL = new ModelName("größe");
    private static final Parameters SAID =
            new Parameters(Map.of("priority", new Parameter.Whole(3)));

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private InferRequest request() {
        Tensor numbers = Tensor.ofFloats("x", Shape.of(1, 2), new float[] {1, 2}, allocator);
        Tensor texts = Tensor.ofStrings("t", Shape.of(2), List.of("é", ""), allocator);
        return new InferRequest(
                "r-1",
                SAID,
                List.of(new InferInput(numbers, SAID), new InferInput(texts)),
                List.of(new RequestedOutput("y", SAID)));
    }

    @Test
    void aRequestReadsBackAsItWasWritten() {
        try (InferRequest request = request();
                EncodedMessage message = GrpcRequestWriter.write(MODEL, request, allocator);
                GrpcInferRequest read =
                        GrpcInferReader.read(memory(message.toByteArray()), allocator)) {
            assertThat(read.modelName()).isEqualTo("größe");
            assertThat(read.raw()).isTrue();
            InferRequest same = read.request();
            assertThat(same.id()).isEqualTo("r-1");
            assertThat(same.parameters()).isEqualTo(SAID);
            assertThat(same.outputs()).containsExactly(new RequestedOutput("y", SAID));
            assertThat(same.inputs().getFirst().parameters()).isEqualTo(SAID);
            assertThat(same.findInput("x").orElseThrow().toFloats()).containsExactly(1, 2);
            assertThat(same.findInput("t").orElseThrow().toStrings()).containsExactly("é", "");
        }
    }

    private static MemorySegment memory(byte[] bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length), 8);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
        return memory.asSlice(0, bytes.length);
    }

    private byte[] answer(boolean raw) {
        try (InferResponse response =
                        new InferResponse(
                                SAID,
                                List.of(
                                        Tensor.ofFloats(
                                                "p", Shape.of(1), new float[] {0.5f}, allocator),
                                        Tensor.ofStrings(
                                                "s", Shape.of(1), List.of("é"), allocator)));
                EncodedMessage message =
                        GrpcInferWriter.write(
                                MODEL,
                                new ModelVersion(1),
                                new GrpcInferRequest("m", "", raw, InferRequest.of(List.of())),
                                response,
                                allocator)) {
            return message.toByteArray();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerReadsBackAsItWasWritten(boolean raw) {
        try (InferResponse read = GrpcResponseReader.read(memory(answer(raw)), allocator)) {
            assertThat(read.parameters()).isEqualTo(SAID);
            assertThat(read.findOutput("p").orElseThrow().toFloats()).containsExactly(0.5f);
            assertThat(read.findOutput("s").orElseThrow().toStrings()).containsExactly("é");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatIsCutOffAnywhereIsAnAnswerOrARefusal(boolean raw) {
        byte[] whole = answer(raw);
        for (int length = 0; length < whole.length; length++) {
            MemorySegment cut = memory(whole).asSlice(0, length);
            try (InferResponse read = GrpcResponseReader.read(cut, allocator)) {
                assertThat(read.outputs()).hasSizeLessThanOrEqualTo(2);
            } catch (InferenceException refusal) {
                assertThat(refusal).isInstanceOf(InvalidInput.class);
            }
        }
    }

    @Test
    void rawTensorsWithoutAsManyOutputsAreRefused() {
        byte[] stray = {6 << 3 | 2, 0};
        assertThatThrownBy(() -> GrpcResponseReader.read(memory(stray), allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("raw_output_contents: 1 entries, expected 0, one for each output");
    }
}
