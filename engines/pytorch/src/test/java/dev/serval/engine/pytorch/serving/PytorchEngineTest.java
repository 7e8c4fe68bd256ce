package dev.serval.engine.pytorch.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PytorchEngineTest extends PytorchCalls {

    @TempDir Path folder;

    @Test
    void tellsTheNamesOfWhatForwardTakes() throws Exception {
        try (Model model = load("optionally")) {
            assertThat(model.signature().platform()).isEqualTo("pytorch_libtorch");
            assertThat(model.signature().inputs())
                    .containsExactly(
                            new TensorSpec("x", DataType.FP32, Shape.any()),
                            new TensorSpec("bias", DataType.FP32, Shape.any(), true));
            assertThat(model.signature().outputs())
                    .containsExactly(new TensorSpec("output-0", DataType.FP32, Shape.any()));
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INPUT__0, OUTPUT__1, OUTPUT__0",
        "x, 'second', 'OUTPUT__0'",
        "rows, OUTPUT__1, first__0"
    })
    void takesDeclaredTensorsByNameOrNumberOrPlace(String input, String one, String two)
            throws Exception {
        Shape rows = Shape.of(-1, 3);
        List<TensorSpec> outputs =
                one.equals("second")
                        ? List.of(spec(two, Shape.of(-1, 2)), spec(one, Shape.of(-1)))
                        : List.of(spec(one, Shape.of(-1)), spec(two, Shape.of(-1, 2)));
        try (Model model = load("scores", List.of(spec(input, rows)), outputs);
                Tensor row = floats(input, 1, 3);
                InferResponse answer = infer(model, List.of(one), row)) {
            assertThat(model.signature().inputs()).containsExactly(spec(input, rows));
            assertThat(answer.outputs()).hasSize(1);
            assertThat(answer.outputs().getFirst()).hasToString(one + " FP32[1]");
        }
    }

    @Test
    void takesListsAndDictionariesOfTensorsThatAreDeclared() throws Exception {
        List<TensorSpec> pair = List.of(spec("a", Shape.of(2)), spec("b", Shape.of(2)));
        try (Model lists = load("of_lists", pair, List.of());
                Model maps = load("of_maps", pair, List.of());
                Tensor a = Tensor.ofFloats("a", Shape.of(2), new float[] {5, 7}, allocator);
                Tensor b = Tensor.ofFloats("b", Shape.of(2), new float[] {1, 2}, allocator);
                InferResponse sum = infer(lists, List.of(), b, a);
                InferResponse difference = infer(maps, List.of(), b, a)) {
            assertThat(sum.outputs().getFirst().toFloats()).containsExactly(6, 9);
            assertThat(difference.outputs().getFirst().toFloats()).containsExactly(4, 5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "of_ints|its forward takes 'times' (int), expected tensors or a default",
                "of_lists|its forward takes 'xs' (List[Tensor]), expected the tensors in it to be"
                        + " declared as inputs in model.yaml or config.pbtxt",
                "weights|it holds Python objects or weights alone, as torch.save writes them,"
                        + " expected TorchScript: torch.jit.script(model).save(…)"
            })
    void refusesWhatItCannotServeAndSaysWhatItIs(String model, String reason) {
        assertThatThrownBy(() -> load(model))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("model.pt: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "archive_of_code|its model is Python code ('net.py') with weights, expected"
                        + " TorchScript",
                "archive_without_file|its manifest names 'gone.pt', which is not in it",
                "archive_without_name|its manifest names no serializedFile, expected TorchScript"
            })
    void refusesAnArchiveWithoutTorchScript(String model, String reason) {
        assertThatThrownBy(() -> load(model))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("model.mar: " + reason);
    }

    @Test
    void refusesAnArchiveWhoseManifestIsBroken() {
        assertThatThrownBy(() -> load("archive_of_no_json"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("model.mar: MAR-INF/MANIFEST.json is no JSON: ");
    }

    @Test
    void servesTheScriptInAnArchiveOfTorchServe() throws Exception {
        try (Model model = load("archive");
                Tensor row = floats("x", 1, 3);
                InferResponse answer = infer(model, List.of(), row)) {
            assertThat(answer.outputs())
                    .extracting(Tensor::toString)
                    .containsExactly("output-0 FP32[1,2]", "output-1 FP32[1]");
        }
    }

    @Test
    void refusesABrokenFile() throws Exception {
        Files.writeString(folder.resolve("model.pt"), "no archive");
        assertThatThrownBy(() -> loadFrom(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("model.pt: it is no zip archive (");
    }

    @Test
    void refusesAFileWithWeightsMissingWithTheLibrarysReason() throws Exception {
        Path whole = Path.of("src/test/resources/genuine/linear/model.pt");
        Archives.copyWithout("model/data/0", whole, folder.resolve("model.pt"));
        assertThatThrownBy(() -> loadFrom(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("data/0");
    }

    @Test
    void refusesAProgramOfTorchExportAndSaysWhatToExport() throws Exception {
        Files.createFile(folder.resolve("model.pt2"));
        assertThat(engine.serves(new ModelDirectory(folder))).isTrue();
        assertThatThrownBy(() -> loadFrom(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith(
                        "model.pt2 is a program of torch.export, expected TorchScript")
                .hasMessageContaining("torch.jit.trace");
    }

    @Test
    void refusesToChooseBetweenTwoModels() throws Exception {
        Files.createFile(folder.resolve("a.pt"));
        Files.createFile(folder.resolve("b.mar"));
        assertThatThrownBy(() -> loadFrom(folder))
                .hasMessage("2 PyTorch models (a.pt, b.mar), expected one");
    }

    @Test
    void refusesDeclaredInputsThatForwardDoesNotTake() {
        List<TensorSpec> two = List.of(spec("x", Shape.of(-1, 3)), spec("y", Shape.of(1)));
        assertThatThrownBy(() -> load("scores", two, List.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(
                        "model.pt: input 'y' is declared, which stands for none of the arguments"
                                + " of its forward: [x]");
    }

    @Test
    void ignoresParameters() throws Exception {
        var parameters = new Parameters(Map.of("colour", new Parameter.Text("red")));
        EngineSettings settings = new EngineSettings(1, parameters);
        try (Model model =
                engine.load(new ModelDirectory(SPECIAL.resolve("scores")), settings, allocator)) {
            assertThat(model.signature().outputs()).hasSize(2);
        }
    }
}
