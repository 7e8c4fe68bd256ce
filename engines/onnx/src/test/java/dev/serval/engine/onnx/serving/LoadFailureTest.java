package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadFailureTest {
    @TempDir private Path directory;
    private TestModels models;

    @BeforeEach
    void startEngine() {
        models = new TestModels(directory);
    }

    @AfterEach
    void stopEngine() {
        models.close();
    }

    private ThrowableAssertAlternative<ModelLoadException> assertRefused() {
        return assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(() -> models.loadFrom(directory, Parameters.none()));
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(directory.resolve("empty.onnx"));
        assertRefused().withMessageStartingWith("empty.onnx: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 300, 355})
    void refusesATruncatedFile(int length) throws IOException {
        TestModels.copy("iris_lr.onnx", directory.resolve("whole"));
        byte[] whole = Files.readAllBytes(directory.resolve("whole"));
        Files.write(directory.resolve("model.onnx"), Arrays.copyOf(whole, length));
        assertRefused().withMessageStartingWith("model.onnx: ");
    }

    @Test
    void refusesAFileOfAnotherFormat() throws IOException {
        Files.writeString(directory.resolve("model.onnx"), "<html>404 Not Found</html>");
        assertRefused().withMessageContaining("Protobuf parsing failed");
    }

    @Test
    void survivesTwoHundredDamagedFiles() throws IOException, ModelLoadException {
        TestModels.copy("iris_lr.onnx", directory.resolve("whole"));
        byte[] whole = Files.readAllBytes(directory.resolve("whole"));
        Random random = new Random(4711);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            Files.write(directory.resolve("model.onnx"), damaged);
            loadIfPossible();
        }
        Files.write(directory.resolve("model.onnx"), whole);
        models.loadFrom(directory, Parameters.none()).close();
    }

    private void loadIfPossible() {
        try {
            models.loadFrom(directory, Parameters.none()).close();
        } catch (ModelLoadException refused) {
            assertThat(refused).hasMessageStartingWith("model.onnx: ");
        }
    }

    @Test
    void refusesAnOpsetThatIsTooNew() throws IOException {
        TestModels.copy("opset_too_new.onnx", directory.resolve("model.onnx"));
        assertRefused().withMessageStartingWith("model.onnx: ").withMessageContaining("opset");
    }

    @Test
    void refusesAnUnknownOperatorAndNamesIt() throws IOException {
        TestModels.copy("unknown_operator.onnx", directory.resolve("model.onnx"));
        assertRefused().withMessageContaining("Frobnicate");
    }

    @Test
    void refusesAnOutputThatIsASequenceOfTensors() throws IOException {
        TestModels.copy("sequence_of_tensors.onnx", directory.resolve("model.onnx"));
        assertRefused()
                .withMessage(
                        "model.onnx: output 'y' is a sequence of something else than maps, expected"
                                + " a tensor of a type of the Open Inference Protocol");
    }

    @Test
    void refusesATypeThatTheProtocolHasNot() throws IOException {
        TestModels.copy("float8.onnx", directory.resolve("model.onnx"));
        assertRefused().withMessageContaining("'x' is a tensor of FLOAT8E4M3FN");
    }

    @Test
    void refusesToChooseAmongSeveralFiles() throws IOException {
        TestModels.copy("iris_lr.onnx", directory.resolve("b.onnx"));
        TestModels.copy("iris_lr.onnx", directory.resolve("a.onnx"));
        assertRefused()
                .withMessage(
                        "2 ONNX files (a.onnx, b.onnx), expected one, or one called model.onnx or"
                                + " model.ort");
    }

    @Test
    void prefersModelOnnxAmongSeveralFiles() throws Exception {
        TestModels.copy("iris_lr.onnx", directory.resolve("a.onnx"));
        TestModels.copy("gather.onnx", directory.resolve("model.onnx"));
        try (Model model = models.loadFrom(directory, Parameters.none())) {
            assertThat(model.signature().findInput("index")).isPresent();
        }
    }

    @Test
    void refusesADirectoryWithoutAModel() throws IOException {
        Files.writeString(directory.resolve("README.md"), "soon");
        assertThat(models.engine.serves(new ModelDirectory(directory))).isFalse();
        assertRefused().withMessageContaining("no file in").withMessageContaining(".onnx");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(() -> models.loadFrom(directory.resolve("missing"), Parameters.none()))
                .withMessageContaining("missing");
    }

    @Test
    void findsExternalDataBesideTheFile() throws Exception {
        TestModels.copy("external_data.onnx", directory.resolve("external_data.onnx"));
        TestModels.copy("external_data.onnx_data", directory.resolve("external_data.onnx_data"));
        try (Model model = models.loadFrom(directory, Parameters.none())) {
            assertThat(model.memoryBytes()).isEqualTo((128 << 10) + 2 * (196 + 256));
            Tensor x = Tensor.ofFloats("x", Shape.of(1, 64), new float[64], models.allocator);
            try (InferResponse response = models.infer(model, x)) {
                assertThat(response.outputs().getFirst().toFloats()).contains(0, 31, 63);
            }
        }
    }

    @Test
    void refusesAModelWhoseExternalDataAreMissing() throws IOException {
        TestModels.copy("external_data.onnx", directory.resolve("model.onnx"));
        assertRefused().withMessageContaining("external_data.onnx_data");
    }

    @Test
    void refusesExternalDataThatAreCutOff() throws IOException {
        TestModels.copy("external_data.onnx", directory.resolve("model.onnx"));
        Files.write(directory.resolve("external_data.onnx_data"), new byte[255]);
        assertRefused().withMessageContainingAll("weights", "256", "255");
    }

    @Test
    void readsNoExternalDataOutsideTheModelsDirectory() throws IOException {
        TestModels.copy("external_data.onnx_data", directory.resolve("ernal_data.onnx_data"));
        Path inner = Files.createDirectory(directory.resolve("inner"));
        TestModels.copy("external_data.onnx", inner.resolve("model.onnx"));
        String model = Files.readString(inner.resolve("model.onnx"), StandardCharsets.ISO_8859_1);
        Files.writeString(
                inner.resolve("model.onnx"),
                model.replace("external_data.onnx_data", "../ernal_data.onnx_data"),
                StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(ModelLoadException.class)
                .isThrownBy(() -> models.loadFrom(inner, Parameters.none()))
                .withMessageContaining("../ernal_data.onnx_data");
    }

    @Test
    void refusesToLoadOnceClosed() throws IOException {
        TestModels.copy("iris_lr.onnx", directory.resolve("model.onnx"));
        models.engine.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> models.loadFrom(directory, Parameters.none()))
                .withMessage("the ONNX engine is closed");
    }
}
