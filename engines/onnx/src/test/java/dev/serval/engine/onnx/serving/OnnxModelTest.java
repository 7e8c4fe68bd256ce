package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxModelTest {
    @TempDir private Path directory;
    private TestModels models;

    @BeforeEach
    void startEngine() {
        models = new TestModels(directory);
    }

    @AfterEach
    void nothingIsLeftOnLoan() {
        models.close();
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    private Tensor floats(String name, Shape shape, float... values) {
        return Tensor.ofFloats(name, shape, values, models.allocator);
    }

    @Test
    void tellsNamesTypesAndShapesAsTheFileDoes() {
        ModelSignature signature = models.load("iris_lr").signature();
        assertThat(signature)
                .isEqualTo(
                        new ModelSignature(
                                "onnxruntime_onnx",
                                List.of(new TensorSpec("input", DataType.FP32, Shape.of(-1, 4))),
                                List.of(
                                        new TensorSpec("label", DataType.INT64, Shape.of(-1)),
                                        new TensorSpec("scores", DataType.FP32, Shape.of(-1, 3)))));
    }

    @Test
    void classifiesIrisInBatchesOfAnySize() {
        Model iris = models.load("iris_lr");
        Tensor two = floats("input", Shape.of(2, 4), 5.1f, 3.5f, 1.4f, 0.2f, 6.7f, 3f, 5.2f, 2.3f);
        try (InferResponse response = models.infer(iris, two)) {
            assertThat(response.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("label", "scores");
            assertThat(response.outputs().getFirst().toLongs()).containsExactly(0, 2);
            assertThat(response.outputs().getLast().shape()).isEqualTo(Shape.of(2, 3));
        }
        Tensor one = floats("input", Shape.of(1, 4), 5.9f, 3f, 4.2f, 1.5f);
        try (InferResponse response = models.infer(iris, one)) {
            assertThat(response.outputs().getFirst().toLongs()).containsExactly(1);
        }
    }

    @Test
    void answersTheOutputsAskedForInTheOrderAskedFor() {
        Model iris = models.load("iris_lr");
        Tensor row = floats("input", Shape.of(1, 4), 5.9f, 3f, 4.2f, 1.5f);
        List<String> backwards = List.of("scores", "label", "scores");
        try (InferResponse response = models.infer(iris, backwards, row)) {
            assertThat(response.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("scores", "label");
        }
    }

    @Test
    void failsInOnnxRuntimesWordsAndGoesOnServing() {
        Model gather = models.load("gather");
        Tensor outside = Tensor.ofLongs("index", Shape.of(1), new long[] {99}, models.allocator);
        assertThatExceptionOfType(EngineFailure.class)
                .isThrownBy(
                        () -> models.infer(gather, floats("x", Shape.of(1, 3), 1, 2, 3), outside))
                .withMessageContaining("Gather")
                .withMessageContaining("idx=99");
        Tensor inside = Tensor.ofLongs("index", Shape.of(1), new long[] {0}, models.allocator);
        models.infer(gather, floats("x", Shape.of(1, 3), 1, 2, 3), inside).close();
    }

    @Test
    void failsWhereARequiredInputIsMissing() {
        Model sum = models.load("add_with_bias");
        assertThatExceptionOfType(EngineFailure.class)
                .isThrownBy(() -> models.infer(sum, floats("a", Shape.of(1, 3), 1, 2, 3)))
                .withMessageContaining("Missing Input: b");
    }

    @Test
    void takesTheModelsOwnValueForAnOptionalInputThatIsLeftOut() {
        Model sum = models.load("add_with_bias");
        assertThat(sum.signature().inputs())
                .extracting(TensorSpec::name, TensorSpec::optional)
                .containsExactly(tuple("a", false), tuple("b", false), tuple("bias", true));
        Tensor a = floats("a", Shape.of(1, 3), 1, 2, 3);
        Tensor b = floats("b", Shape.of(1, 3), 4, 4, 4);
        try (InferResponse response = models.infer(sum, a, b)) {
            assertThat(response.findOutput("sum").orElseThrow().toFloats())
                    .containsExactly(15, 16, 17);
            assertThat(response.findOutput("difference").orElseThrow().toFloats())
                    .containsExactly(-3, -2, -1);
        }
    }

    @Test
    void takesAnOptionalInputThatIsGivenAndInputsInAnyOrder() {
        Model sum = models.load("add_with_bias");
        Tensor bias = floats("bias", Shape.of(3), 0, 100, 200);
        Tensor b = floats("b", Shape.of(1, 3), 4, 4, 4);
        Tensor a = floats("a", Shape.of(1, 3), 1, 2, 3);
        try (InferResponse response = models.infer(sum, List.of("sum"), bias, b, a)) {
            assertThat(response.outputs().getFirst().toFloats()).containsExactly(5, 106, 207);
        }
    }

    @Test
    void leavesOutAnOptionalOutputThatCameEmpty() {
        Model perhaps = models.load("perhaps");
        assertThat(perhaps.signature().outputs())
                .containsExactly(new TensorSpec("y", DataType.FP32, Shape.of(-1, 3)));
        Tensor no = truth(false);
        try (InferResponse response =
                models.infer(perhaps, floats("x", Shape.of(1, 3), 1, 2, 3), no)) {
            assertThat(response.outputs()).isEmpty();
        }
        Tensor yes = truth(true);
        try (InferResponse response =
                models.infer(perhaps, floats("x", Shape.of(1, 3), 1, 2, 3), yes)) {
            assertThat(response.outputs().getFirst().toFloats()).containsExactly(1, 2, 3);
        }
    }

    private Tensor truth(boolean value) {
        Tensor tensor = Tensor.allocate("wanted", DataType.BOOL, Shape.of(1), models.allocator);
        tensor.data().fill((byte) (value ? 1 : 0));
        return tensor;
    }

    @Test
    void refusesAnUnknownInputAndNamesTheModels() {
        Model sum = models.load("add_with_bias");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> models.infer(sum, floats("c", Shape.of(1, 3), 1, 2, 3)))
                .withMessage("the model has no input 'c', only [a, b, bias]");
    }

    @Test
    void refusesAnUnknownOutputAndNamesTheModels() {
        Model sum = models.load("add_with_bias");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() ->
                        models.infer(
                                sum, List.of("quotient"), floats("a", Shape.of(1, 3), 1, 2, 3)))
                .withMessage("the model has no output 'quotient', only [sum, difference]");
    }

    @Test
    void refusesToRunOnceClosed() {
        Model sum = models.load("add_with_bias");
        sum.close();
        sum.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> models.infer(sum, floats("a", Shape.of(1, 3), 1, 2, 3)))
                .withMessageContaining("closed");
    }
}
