package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models in ONNX Runtime's own format, as its Python package writes them.
final class OrtFormatTest {
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

    private Model load() throws ModelLoadException {
        return models.loadFrom(directory, Parameters.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.ort", "iris.ort", "IRIS.ORT"})
    void answersAsTheOnnxFileThatItWasMadeOf(String name) throws Exception {
        TestModels.copy("iris_lr.ort", directory.resolve(name));
        Model original = models.load("iris_lr");
        try (Model made = load();
                InferResponse found = models.infer(made, iris());
                InferResponse wanted = models.infer(original, iris())) {
            assertThat(made.signature()).isEqualTo(original.signature());
            assertThat(found.findOutput("label").orElseThrow().toLongs()).containsExactly(0, 2);
            assertThat(found.findOutput("scores").orElseThrow().toFloats())
                    .containsExactly(
                            wanted.findOutput("scores").orElseThrow().toFloats(), within(1e-6f));
        }
    }

    private Tensor iris() {
        float[] two = {5.1f, 3.5f, 1.4f, 0.2f, 6.7f, 3f, 5.2f, 2.3f};
        return Tensor.ofFloats("input", Shape.of(2, 4), two, models.allocator);
    }

    @Test
    void holdsWhatTheOnnxFileHadInAFileOfItsOwn() throws Exception {
        Path file = directory.resolve("model.ort");
        TestModels.copy("external_data.ort", file);
        Files.write(directory.resolve("notes.bin"), new byte[1000]);
        try (Model model = load()) {
            assertThat(model.memoryBytes()).isEqualTo((128 << 10) + 2 * Files.size(file));
            Tensor x = Tensor.ofFloats("x", Shape.of(1, 64), new float[64], models.allocator);
            try (InferResponse response = models.infer(model, x)) {
                assertThat(response.outputs().getFirst().toFloats()).contains(0, 31, 63);
            }
        }
    }

    @Test
    void keepsAnInputThatHasAValueInTheModel() throws Exception {
        TestModels.copy("add_with_bias.ort", directory.resolve("model.ort"));
        try (Model model = load()) {
            assertThat(model.signature().findInput("bias"))
                    .contains(new TensorSpec("bias", DataType.FP32, Shape.of(3), true));
        }
    }

    @Test
    void prefersTheOnnxFileToTheOneThatWasMadeOfIt() throws Exception {
        TestModels.copy("add_with_bias.ort", directory.resolve("model.ort"));
        TestModels.copy("gather.onnx", directory.resolve("model.onnx"));
        try (Model model = load()) {
            assertThat(model.signature().findInput("index")).isPresent();
        }
    }

    @Test
    void refusesToChooseBetweenTheFormats() throws IOException {
        TestModels.copy("iris_lr.onnx", directory.resolve("iris.onnx"));
        TestModels.copy("iris_lr.ort", directory.resolve("iris.ort"));
        assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(this::load)
                .withMessage(
                        "2 ONNX files (iris.onnx, iris.ort), expected one, or one called model.onnx"
                                + " or model.ort");
    }

    @Test
    void refusesAFileOfAnotherFormat() throws IOException {
        TestModels.copy("iris_lr.onnx", directory.resolve("model.ort"));
        assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(this::load)
                .withMessageStartingWith("model.ort: ");
    }

    @Test
    void survivesTwoHundredDamagedFiles() throws IOException, ModelLoadException {
        TestModels.copy("iris_lr.ort", directory.resolve("whole"));
        byte[] whole = Files.readAllBytes(directory.resolve("whole"));
        Random random = new Random(4711);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            Files.write(directory.resolve("model.ort"), damaged);
            loadIfPossible();
        }
        Files.write(directory.resolve("model.ort"), whole);
        load().close();
    }

    private void loadIfPossible() {
        try {
            load().close();
        } catch (ModelLoadException refused) {
            assertThat(refused).hasMessageStartingWith("model.ort: ");
        }
    }
}
