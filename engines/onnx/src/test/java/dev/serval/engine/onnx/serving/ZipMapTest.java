package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
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

final class ZipMapTest {
    private static final float[] TWO_FLOWERS = {5.1f, 3.5f, 1.4f, 0.2f, 6.7f, 3f, 5.2f, 2.3f};

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

    @Test
    void tellsASequenceOfMapsAsItsNumbersAndTheirClasses() {
        Model iris = models.load("iris_lr_zipmap");
        assertThat(iris.signature().outputs())
                .containsExactly(
                        new TensorSpec("label", DataType.INT64, Shape.of(-1)),
                        new TensorSpec("output_probability", DataType.FP32, Shape.of(-1, -1)),
                        new TensorSpec(
                                "output_probability_classes", DataType.INT64, Shape.of(-1, -1)));
    }

    @Test
    void answersTheNumbersOfTheSameModelWithoutZipMap() {
        Model zipped = models.load("iris_lr_zipmap");
        Model plain = models.load("iris_lr");
        try (InferResponse maps = models.infer(zipped, flowers());
                InferResponse scores = models.infer(plain, flowers())) {
            Tensor numbers = maps.findOutput("output_probability").orElseThrow();
            assertThat(numbers.shape()).isEqualTo(Shape.of(2, 3));
            assertThat(numbers.toFloats())
                    .containsExactly(
                            scores.findOutput("scores").orElseThrow().toFloats(), within(1e-6f));
            Tensor classes = maps.findOutput("output_probability_classes").orElseThrow();
            assertThat(classes.shape()).isEqualTo(Shape.of(2, 3));
            assertThat(classes.toLongs()).containsExactly(0, 1, 2, 0, 1, 2);
        }
    }

    private Tensor flowers() {
        return Tensor.ofFloats("input", Shape.of(2, 4), TWO_FLOWERS, models.allocator);
    }

    @Test
    void namesClassesThatAreStrings() {
        Model species = models.load("zipmap_strings");
        float[] scores = {0.1f, 0.2f, 0.7f, 0.5f, 0.25f, 0.25f};
        Tensor input = Tensor.ofFloats("scores", Shape.of(2, 3), scores, models.allocator);
        try (InferResponse response = models.infer(species, input)) {
            Tensor classes = response.findOutput("probability_classes").orElseThrow();
            assertThat(classes.toStrings())
                    .containsExactly(
                            "setosa",
                            "versicolor",
                            "virginica",
                            "setosa",
                            "versicolor",
                            "virginica");
            assertThat(response.findOutput("probability").orElseThrow().toFloats())
                    .containsExactly(scores);
        }
    }

    @Test
    void answersTheClassesAloneWhereOnlyTheyAreAskedFor() {
        Model species = models.load("zipmap_strings");
        Tensor input = Tensor.ofFloats("scores", Shape.of(1, 3), new float[3], models.allocator);
        try (InferResponse response =
                models.infer(species, List.of("probability_classes"), input)) {
            assertThat(response.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("probability_classes");
        }
    }

    @Test
    void answersAnEmptyMatrixForNoRows() {
        Model species = models.load("zipmap_strings");
        Tensor input = Tensor.ofFloats("scores", Shape.of(0, 3), new float[0], models.allocator);
        try (InferResponse response = models.infer(species, input)) {
            assertThat(response.outputs())
                    .extracting(Tensor::shape)
                    .containsExactly(Shape.of(0, 0), Shape.of(0, 0));
        }
    }

    @Test
    void refusesRowsOfDifferentClassesAndSaysBothNumbers() {
        TensorSpec spec = new TensorSpec("scores", DataType.FP32, Shape.of(-1, -1));
        RowStack ragged =
                RowStack.of(
                        2,
                        row ->
                                Tensor.ofFloats(
                                        "row",
                                        Shape.of(row + 1),
                                        new float[row + 1],
                                        models.allocator));
        assertThatExceptionOfType(EngineFailure.class)
                .isThrownBy(() -> ragged.stack(spec, models.allocator))
                .withMessage("output 'scores': row 1 has 2 classes, expected 1 as in row 0");
    }
}
