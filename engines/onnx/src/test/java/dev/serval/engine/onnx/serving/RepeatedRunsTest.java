package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Model;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model computes into the caller's memory once it knows how large its outputs are. What it
/// answers does not depend on that.
final class RepeatedRunsTest {
    @TempDir private Path directory;
    private TestModels models;

    @BeforeEach
    void startEngine() {
        models = new TestModels(directory);
    }

    @AfterEach
    void stopEngine() {
        models.close();
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    private Tensor numbers(float... values) {
        return Tensor.ofFloats("x", Shape.of(values.length), values, models.allocator);
    }

    @Test
    void eachRunAnswersForItsOwnInput() {
        Model model = models.load("iris_lr");
        float[][] flowers = {{5.1f, 3.5f, 1.4f, 0.2f}, {6.7f, 3.0f, 5.2f, 2.3f}};
        for (int i = 0; i < 20; i++) {
            Tensor flower =
                    Tensor.ofFloats("input", Shape.of(1, 4), flowers[i % 2], models.allocator);
            try (InferResponse response = models.infer(model, flower)) {
                assertThat(response.outputs().getFirst().toLongs()).containsExactly(i % 2 * 2L);
            }
        }
    }

    @Test
    void answersStayApartWhileSeveralAreOpen() {
        Model model = models.load("identity_FP32");
        try (InferResponse first = models.infer(model, matrix(1, 2));
                InferResponse second = models.infer(model, matrix(3, 4));
                InferResponse third = models.infer(model, matrix(5, 6))) {
            assertThat(first.outputs().getFirst().toFloats()).containsExactly(1, 2);
            assertThat(second.outputs().getFirst().toFloats()).containsExactly(3, 4);
            assertThat(third.outputs().getFirst().toFloats()).containsExactly(5, 6);
        }
    }

    private Tensor matrix(float... row) {
        return Tensor.ofFloats("x", Shape.of(1, row.length), row, models.allocator);
    }

    @Test
    void shapesMayChangeFromRunToRun() {
        Model model = models.load("iris_lr");
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            int rows = 1 + random.nextInt(3);
            Tensor flowers =
                    Tensor.ofFloats(
                            "input", Shape.of(rows, 4), new float[4 * rows], models.allocator);
            try (InferResponse response = models.infer(model, flowers)) {
                assertThat(response.outputs().getFirst().shape()).isEqualTo(Shape.of(rows));
            }
        }
    }

    @Test
    void outputsMayBeAskedForByName() {
        Model model = models.load("iris_lr");
        List<String> names = model.signature().outputs().stream().map(spec -> spec.name()).toList();
        for (int i = 0; i < 6; i++) {
            List<String> asked = i % 2 == 0 ? names.reversed() : names.subList(1, 2);
            Tensor flower =
                    Tensor.ofFloats("input", Shape.of(1, 4), new float[4], models.allocator);
            try (InferResponse response = models.infer(model, asked, flower)) {
                assertThat(response.outputs()).extracting(Tensor::name).isEqualTo(asked);
            }
        }
    }

    @Test
    void theShapeOfAnOutputMayFollowFromValues() {
        Model model = models.load("nonzero");
        for (int i = 0; i < 3; i++) {
            try (InferResponse one = models.infer(model, numbers(0, 1, 0));
                    InferResponse two = models.infer(model, numbers(1, 0, 1));
                    InferResponse none = models.infer(model, numbers(0, 0, 0))) {
                assertThat(one.outputs().getFirst().toLongs()).containsExactly(1);
                assertThat(two.outputs().getFirst().toLongs()).containsExactly(0, 2);
                assertThat(none.outputs().getFirst().toLongs()).isEmpty();
            }
        }
    }
}
