package dev.serval.engine.tensorflow.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import dev.serval.inference.request.RequestedOutput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class TensorflowEngineTest {
    private static final Path GENUINE = Path.of("src/test/resources/genuine");
    private static final Path SPECIAL = Path.of("src/test/resources/special");
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    @TempDir Path folder;
    private final TensorflowEngine engine = new TensorflowEngine();
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

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
                InferResponse answer = infer(model, pair(3), List.of())) {
            assertThat(answer.outputs().getFirst().toFloats()).containsExactly(6, 6);
        }
    }

    @Test
    void servesTheFunctionThatTheSettingsName() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"), signature("negative"));
                InferResponse answer = infer(model, pair(3), List.of("y"))) {
            assertThat(model.signature().outputs())
                    .extracting(TensorSpec::name)
                    .containsExactly("same", "y");
            assertThat(answer.outputs()).hasSize(1);
            assertThat(answer.outputs().getFirst().toFloats()).containsExactly(-3, -3);
        }
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
        assertThat(allocator.bytesOnLoan()).isZero();
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
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void runsLeaveNoMemoryBehind() throws Exception {
        try (Model model = load(SPECIAL.resolve("wide"))) {
            repeat(20, () -> double4Megabytes(model));
            long before = residentBytes();
            repeat(60, () -> double4Megabytes(model));
            assertThat(residentBytes() - before).isLessThan(60_000_000); // of 480 MB in and out
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void closedModelsLeaveNoMemoryBehind() throws Exception {
        Path largest = GENUINE.resolve("recurrent");
        repeat(10, () -> load(largest).close());
        long before = residentBytes();
        repeat(30, () -> load(largest).close());
        assertThat(residentBytes() - before).isLessThan(10_000_000);
    }

    private void double4Megabytes(Model model) {
        Shape shape = Shape.of(4, 250_000);
        try (Tensor rows = Tensor.allocate("x", DataType.FP32, shape, allocator)) {
            rows.data().fill((byte) 0);
            try (InferResponse answer = infer(model, rows, List.of())) {
                assertThat(answer.outputs().getFirst().shape()).isEqualTo(shape);
            }
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void repeat(int times, Step step) throws Exception {
        for (int time = 0; time < times; time++) {
            step.take();
        }
    }

    @Test
    void mayBeClosedTwiceAndAnswersNoMore() throws Exception {
        Model model = load(SPECIAL.resolve("two_functions"));
        model.close();
        model.close();
        try (Tensor pair = pair(1)) {
            assertThatThrownBy(() -> infer(model, pair, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model is closed");
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load(SPECIAL.resolve("two_functions"));
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Float> doubled =
                    () -> {
                        try (Tensor pair = pair(21);
                                InferResponse answer = infer(model, pair, List.of())) {
                            return answer.outputs().getFirst().toFloats()[1];
                        }
                    };
            List<Future<Float>> answers =
                    threads.invokeAll(Stream.generate(() -> doubled).limit(400).toList());
            for (Future<Float> answer : answers) {
                assertThat(answer.get()).isEqualTo(42);
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(MEMORY).split(" ", 3)[1]) * PAGE;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Parameter> signature(String name) {
        return Map.of("signature_name", new Parameter.Text(name));
    }

    private Model load(Path directory) throws ModelLoadException {
        return load(directory, Map.of());
    }

    private Model load(Path directory, Map<String, Parameter> parameters)
            throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, new Parameters(parameters));
        return engine.load(new ModelDirectory(directory), settings, allocator);
    }

    private Tensor pair(float value) {
        return Tensor.ofFloats("x", Shape.of(1, 2), new float[] {value, value}, allocator);
    }

    private InferResponse infer(Model model, Tensor input, List<String> outputs) {
        InferRequest request =
                new InferRequest(
                        null,
                        Parameters.none(),
                        InferRequest.of(List.of(input)).inputs(),
                        outputs.stream().map(RequestedOutput::new).toList());
        return model.infer(
                request, new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator));
    }
}
