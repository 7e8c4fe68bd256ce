package dev.serval.engine.tensorflow.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
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
class TensorflowEngineTest extends TensorflowCalls {
    @TempDir Path folder;

    @Test
    void tellsTheSignaturesOwnNamesTypesAndSizes() throws Exception {
        try (Model model = load(GENUINE.resolve("classifier"))) {
            assertThat(model.signature().platform()).isEqualTo("tensorflow_savedmodel");
            assertThat(model.signature().inputs())
                    .containsExactly(new TensorSpec("x", DataType.FP32, Shape.of(-1, 3)));
            assertThat(model.signature().outputs())
                    .containsExactly(
                            new TensorSpec("class", DataType.INT64, Shape.of(-1)),
                            new TensorSpec("probabilities", DataType.FP32, Shape.of(-1, 2)));
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @Test
    void servesTheDefaultFunctionOfSeveral() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"));
                Tensor pair = pair(3);
                InferResponse answer = infer(model, pair, List.of())) {
            assertThat(answer.outputs().getFirst().toFloats()).containsExactly(6, 6);
        }
    }

    @Test
    void servesTheFunctionThatTheSettingsName() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"), signature("negative"));
                Tensor pair = pair(3);
                InferResponse answer = infer(model, pair, List.of("y"))) {
            assertThat(model.signature().outputs())
                    .extracting(TensorSpec::name)
                    .containsExactly("same", "y");
            assertThat(answer.outputs()).hasSize(1);
            assertThat(answer.outputs().getFirst().toFloats()).containsExactly(-3, -3);
        }
    }

    @Test
    void answersByTheFunctionThatTheRequestNames() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"));
                Tensor pair = pair(3);
                InferResponse answer = model.infer(asking("negative", pair), call())) {
            assertThat(model.signature().functions().byName())
                    .containsOnlyKeys("negative", "serving_default");
            assertThat(model.signature().functions().served()).isEqualTo("serving_default");
            assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("same", "y");
            assertThat(answer.outputs().getLast().toFloats()).containsExactly(-3, -3);
        }
    }

    @Test
    void refusesARequestForAFunctionThatIsNotThere() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"));
                Tensor pair = pair(3)) {
            assertThatThrownBy(() -> model.infer(asking("classify", pair), call()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "the model has no signature 'classify', only [negative,"
                                    + " serving_default]");
        }
    }

    private static InferRequest asking(String function, Tensor input) {
        return InferRequest.of(List.of(input)).with(new Parameters(signature(function)));
    }

    @Test
    void refusesAFunctionThatIsNotThereAndNamesThoseThatAre() {
        assertThatThrownBy(() -> load(SPECIAL.resolve("two_functions"), signature("classify")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(
                        "the model has no signature 'classify', only [negative, serving_default]");
    }

    @Test
    void refusesAFunctionOfComplexNumbers() {
        assertThatThrownBy(() -> load(SPECIAL.resolve("complex")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("'x' is no dense tensor of a type of the Open Inference");
    }

    @Test
    void takesInputsOfAnyRankWhereTheModelTellsNone() throws Exception {
        try (Model model = load(SPECIAL.resolve("any_rank"));
                Tensor pair = pair(1);
                InferResponse answer = infer(model, pair, List.of())) {
            assertThat(model.signature().inputs().getFirst().shape()).isEqualTo(Shape.any());
            assertThat(answer.outputs().getFirst().shape()).isEqualTo(Shape.of(1, 2));
        }
    }

    @Test
    void takesTheDeclaredShapeWhereTheModelTellsNone() throws Exception {
        TensorSpec declared = new TensorSpec("x", DataType.FP32, Shape.of(-1, 3));
        EngineSettings settings =
                new EngineSettings(1, Parameters.none(), List.of(declared), List.of());
        ModelDirectory directory = new ModelDirectory(SPECIAL.resolve("any_rank"));
        try (Model model = engine.load(directory, settings, allocator);
                Tensor pair = pair(1)) {
            assertThat(model.signature().inputs()).containsExactly(declared);
            assertThatThrownBy(() -> infer(model, pair, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("input 'x' is FP32[1,2], expected FP32[-1,3]");
        }
    }

    @ParameterizedTest
    @CsvSource({"many, 'a number of threads, or 0'", "-1, 'a number of threads, or 0'"})
    void refusesANumberOfThreadsThatIsNone(String value, String expected) {
        var settings = Map.of("TF_NUM_INTRA_THREADS", (Parameter) new Parameter.Text(value));
        assertThatThrownBy(() -> load(GENUINE.resolve("dense"), settings))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(
                        "parameter 'TF_NUM_INTRA_THREADS' is '%s', expected %s", value, expected);
    }

    @Test
    void ignoresParametersThatItDoesNotKnow() throws Exception {
        var settings = Map.of("colour", (Parameter) new Parameter.Text("red"));
        try (Model model = load(GENUINE.resolve("dense"), settings)) {
            assertThat(model.signature().findOutput("y")).isPresent();
        }
    }

    @Test
    void refusesABrokenFileWithTheLibrarysReason() throws Exception {
        Files.writeString(folder.resolve("saved_model.pb"), "no protocol buffer");
        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("saved_model.pb: ")
                .hasMessageContaining("parse");
    }

    @Test
    void refusesAModelWithoutItsVariablesWithTheLibrarysReason() throws Exception {
        Files.copy(GENUINE.resolve("dense/saved_model.pb"), folder.resolve("saved_model.pb"));
        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("saved_model.pb: ")
                .hasMessageContaining("variables");
    }

    @Test
    void knowsAModelByTheNameOfItsFile() throws IOException {
        assertThat(engine.serves(new ModelDirectory(folder))).isFalse();
        Files.createFile(folder.resolve("saved_model.pb"));
        assertThat(engine.serves(new ModelDirectory(folder))).isTrue();
    }

    @Test
    void refusesARowOfAnotherWidthBeforeNativeCodeSeesIt() throws Exception {
        try (Model model = load(GENUINE.resolve("dense"));
                Tensor wide = Tensor.ofFloats("x", Shape.of(1, 2), new float[2], allocator)) {
            assertThatThrownBy(() -> infer(model, wide, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("input 'x' is FP32[1,2], expected FP32[-1,3]");
        }
    }

    @Test
    void refusesInputsAndOutputsThatTheFunctionDoesNotHave() throws Exception {
        try (Model model = load(GENUINE.resolve("dense"));
                Tensor other = Tensor.ofFloats("z", Shape.of(1, 3), new float[3], allocator);
                Tensor row = Tensor.ofFloats("x", Shape.of(1, 3), new float[3], allocator)) {
            assertThatThrownBy(() -> infer(model, other, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the model has no input 'z', only [x]");
            assertThatThrownBy(() -> infer(model, row, List.of("w")))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the model has no output 'w', only [y]");
        }
    }

    @Test
    void callsAnInputInvalidThatTensorflowCallsSo() throws Exception {
        try (Model model = load(GENUINE.resolve("numbers_of_text"));
                Tensor text = Tensor.ofStrings("x", Shape.of(1), List.of("a number"), allocator)) {
            assertThatThrownBy(() -> infer(model, text, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("a number");
        }
    }

    @Test
    void returnsByteStringsAsTheyWereSent() throws Exception {
        List<byte[]> sent =
                List.of(new byte[] {0, (byte) 0xff, 0}, new byte[0], new byte[1000], bytes("ä"));
        try (Model model = load(SPECIAL.resolve("echo"));
                Tensor strings = Tensor.ofBytes("x", Shape.of(4), sent, allocator);
                InferResponse answer = infer(model, strings, List.of())) {
            Tensor found = answer.outputs().getFirst();
            for (int i = 0; i < sent.size(); i++) {
                assertThat(found.element(i).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(sent.get(i));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Parameter> signature(String name) {
        return Map.of("signature_name", new Parameter.Text(name));
    }
}
