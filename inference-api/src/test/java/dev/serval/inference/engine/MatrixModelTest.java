package dev.serval.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.library.LoadedOnce;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatrixModelTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);
    private final Model model = new Doubling();

    /// Answers with its matrix' rows, each number doubled; and fails where `failure` is asked for.
    private static final class Doubling extends MatrixModel {
        Doubling() {
            super(signatureOfTwo(), "twice", 8);
        }

        private static ModelSignature signatureOfTwo() {
            TensorSpec matrix = new TensorSpec(INPUT, DataType.FP64, Shape.of(-1, 2));
            TensorSpec output = new TensorSpec("twice", DataType.FP64, Shape.of(-1, 2));
            TableForm.Matrix table = new TableForm.Matrix(matrix, List.of());
            return ModelSignature.ofMatrix("test", table, List.of(output));
        }

        @Override
        protected Tensor answer(String output, Tensor matrix, CallContext call) {
            if (output.equals("failure")) {
                new LoadedOnce<>(
                                "Oddities",
                                () -> {
                                    throw new IOException("no library");
                                })
                        .require();
            }
            double[] values = matrix.toDoubles();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 2;
            }
            Shape shape = rowsOf(matrix.shape().dimension(0), 2);
            return Tensor.ofDoubles(output, shape, values, call.allocator());
        }
    }

    @AfterEach
    void everyTensorsMemoryCameBack() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void answersWithItsFirstOutputUnlessOthersAreNamed() {
        try (InferResponse plain = ask(Shape.of(1, 2));
                InferResponse named = ask(Shape.of(1, 2), "b", "a")) {
            assertThat(plain.outputs()).extracting(Tensor::name).containsExactly("twice");
            assertThat(plain.outputs().getFirst().toDoubles()).containsExactly(2, 2);
            assertThat(named.outputs()).extracting(Tensor::name).containsExactly("b", "a");
        }
        assertThat(model.memoryBytes()).isEqualTo(8);
    }

    @Test
    void aListOfNumbersHasNoColumns() {
        assertThat(MatrixModel.rowsOf(3, 1)).isEqualTo(Shape.of(3));
        assertThat(MatrixModel.rowsOf(-1, 2)).isEqualTo(Shape.of(-1, 2));
    }

    @Test
    void refusesAMatrixOfAnotherWidth() {
        assertThatThrownBy(() -> ask(Shape.of(1, 3)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContainingAll("[1,3]", "[-1,2]");
    }

    @Test
    void refusesARequestWithoutTheMatrix() {
        InferRequest nothing = new InferRequest(null, Parameters.none(), List.of(), List.of());
        assertThatThrownBy(() -> model.infer(nothing, call()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("input 'input-0' is missing");
    }

    @Test
    void aFailureOfTheLibraryIsOneOfTheEngineAndLeavesNothingBehind() {
        assertThatThrownBy(() -> ask(Shape.of(1, 2), "twice", "failure"))
                .isInstanceOf(EngineFailure.class)
                .hasMessageContaining("Oddities cannot be loaded: no library");
    }

    private InferResponse ask(Shape shape, String... outputs) {
        double[] values = new double[(int) shape.elementCount()];
        java.util.Arrays.fill(values, 1);
        try (Tensor matrix = Tensor.ofDoubles("input-0", shape, values, allocator)) {
            InferRequest request =
                    new InferRequest(
                            null,
                            Parameters.none(),
                            InferRequest.of(List.of(matrix)).inputs(),
                            List.of(outputs).stream().map(RequestedOutput::new).toList());
            return model.infer(request, call());
        }
    }

    private CallContext call() {
        return new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator);
    }
}
