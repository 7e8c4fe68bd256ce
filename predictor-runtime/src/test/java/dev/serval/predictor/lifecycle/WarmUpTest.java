package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.InferInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void leaveNoMemoryOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 01",
        "UINT8, 01",
        "INT16, 0100",
        "INT32, 01000000",
        "UINT64, 0100000000000000",
        "FP16, 003c",
        "BF16, 803f",
        "FP32, 0000803f",
        "FP64, 000000000000f03f"
    })
    void takesZerosAndOnesByTurns(DataType type, String one) {
        run(3, new TensorSpec("x", type, Shape.of(1)));
        String zero = "0".repeat(one.length());
        assertThat(seen).containsExactly("x[1]=" + zero, "x[1]=" + one, "x[1]=" + zero);
    }

    @Test
    void takesOpenDimensionsAsOne() {
        run(1, new TensorSpec("x", DataType.UINT8, Shape.of(-1, 3, -1)));
        assertThat(seen).containsExactly("x[1,3,1]=000000");
    }

    @Test
    void makesUpTextsAndScalars() {
        run(
                2,
                new TensorSpec("text", DataType.BYTES, Shape.of(-1)),
                new TensorSpec("flag", DataType.BOOL, Shape.scalar()));
        assertThat(seen).containsExactly("text[1]= flag[]=00", "text[1]=31 flag[]=01");
    }

    @Test
    void leavesOutOptionalInputs() {
        run(
                1,
                new TensorSpec("x", DataType.UINT8, Shape.of(1)),
                new TensorSpec("hint", DataType.UINT8, Shape.of(1), true));
        assertThat(seen).containsExactly("x[1]=00");
    }

    @Test
    void doesNothingForNoSample() {
        run(0, new TensorSpec("x", DataType.UINT8, Shape.of(1)));
        assertThat(seen).isEmpty();
    }

    @Test
    void givesBackWhatItHadWhenAnInputIsTooLargeToBeMadeUp() {
        assertThatThrownBy(() ->
                        run(
                                1,
                                new TensorSpec("x", DataType.UINT8, Shape.of(1)),
                                new TensorSpec("huge", DataType.FP64, Shape.of(Long.MAX_VALUE, 2))))
                .isInstanceOf(InvalidInput.class);
    }

    private void run(int samples, TensorSpec... inputs) {
        ModelSignature signature = new ModelSignature("fake", List.of(inputs), List.of());
        new WarmUp(allocator).run(new Listener(signature), samples);
    }

    private final class Listener implements Model {
        private final ModelSignature signature;

        Listener(ModelSignature signature) {
            this.signature = signature;
        }

        @Override
        public ModelSignature signature() {
            return signature;
        }

        @Override
        public InferResponse infer(InferRequest request, CallContext call) {
            seen.add(
                    request.inputs().stream()
                            .map(InferInput::tensor)
                            .map(Listener::shown)
                            .collect(Collectors.joining(" ")));
            return InferResponse.of(
                    Tensor.ofFloats("y", Shape.of(1), new float[1], call.allocator()));
        }

        private static String shown(Tensor tensor) {
            return tensor.name()
                    + tensor.shape()
                    + "="
                    + HexFormat.of().formatHex(tensor.data().toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
