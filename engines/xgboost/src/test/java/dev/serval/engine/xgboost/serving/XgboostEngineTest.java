package dev.serval.engine.xgboost.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Engine;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XgboostEngineTest {
    private static final Path MODELS = Path.of("src/test/resources/genuine");

    @TempDir Path folder;
    private final XgboostEngine engine = new XgboostEngine();
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Engine.class))
                .singleElement()
                .isInstanceOf(XgboostEngine.class)
                .extracting(Engine::name, Engine::recognises)
                .containsExactly("xgboost", "one XGBoost model in a *.bst, *.json or *.ubj file");
    }

    @Test
    void refusesADirectoryWithoutAModel() {
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("no file in ")
                .hasMessageEndingWith(" is an XGBoost model");
    }

    @Test
    void tellsTheFilesOwnNamesAndSizes() throws Exception {
        try (Model model = load("named_features")) {
            assertThat(model.signature().platform()).isEqualTo("xgboost_booster");
            assertThat(model.signature().inputs())
                    .containsExactly(new TensorSpec("input-0", DataType.FP32, Shape.of(-1, 5)));
            assertThat(Objects.requireNonNull(model.signature().table()).columns())
                    .extracting(TensorSpec::name)
                    .containsExactly("age", "income", "height (cm)", "ratio", "ä");
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @Test
    void answersWithTheMarginOnlyWhereItIsAskedFor() throws Exception {
        try (Model model = load("softprob");
                InferResponse plain = infer(model, row(0), List.of());
                InferResponse both = infer(model, row(0), List.of("margin", "output-0"))) {
            assertThat(plain.outputs()).extracting(Tensor::name).containsExactly("output-0");
            assertThat(both.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("margin", "output-0");
        }
    }

    @Test
    void answersWithTheMarginWhereTheModelsSettingsSaySo() throws Exception {
        var settings = Map.of("output_margin", (Parameter) new Parameter.Flag(true));
        try (Model model = load("softprob", settings);
                InferResponse answer = infer(model, row(0), List.of())) {
            assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("margin");
        }
    }

    @Test
    void aNumberThatStandsForNoValueIsTakenAsMissing() throws Exception {
        var settings = Map.of("missing", (Parameter) new Parameter.Whole(-999));
        try (Model plain = load("squarederror");
                Model model = load("squarederror", settings);
                InferResponse nan = infer(plain, row(Float.NaN), List.of());
                InferResponse number = infer(model, row(-999), List.of());
                InferResponse other = infer(plain, row(-999), List.of())) {
            assertThat(value(number)).isEqualTo(value(nan)).isNotEqualTo(value(other));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nthread, many, 'a number of threads, or 0'",
        "nthread, -1, 'a number of threads, or 0'",
        "missing, none, a number",
        "output_margin, perhaps, true or false"
    })
    void refusesAParameterThatItCannotBe(String name, String value, String expected) {
        var settings = Map.of(name, (Parameter) new Parameter.Text(value));
        assertThatThrownBy(() -> load("squarederror", settings))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("parameter '%s' is '%s', expected %s", name, value, expected);
    }

    @Test
    void refusesARowOfAnotherWidthBeforeNativeCodeSeesIt() throws Exception {
        try (Model model = load("squarederror");
                Tensor wide = Tensor.ofFloats("input-0", Shape.of(1, 2), new float[2], allocator)) {
            assertThatThrownBy(() -> infer(model, wide, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("[1,2]")
                    .hasMessageContaining("[-1,5]");
        }
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws Exception {
        try (Model model = load("squarederror");
                Tensor row = row(0)) {
            assertThatThrownBy(() -> infer(model, row, List.of("leaves")))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("'leaves', only output-0 and margin");
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "model.json, '{\"learner\": 7}'",
        "model.ubj, '{learner'",
        "model.bst, 'binf and no more'",
        "model.json, '{\"learner\":{\"gradient_booster\":{\"name\":\"gbtree\"}}}'"
    })
    void refusesABrokenFileWithTheLibrarysReason(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageNotContaining("Stack trace");
    }

    @Test
    void refusesToChooseBetweenTwoModels() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"learner\":{}}");
        Files.writeString(folder.resolve("b.ubj"), "{learner");
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .hasMessage("2 XGBoost models (a.json, b.ubj), expected one");
    }

    @ParameterizedTest
    @CsvSource({
        "model.bst, tree, false",
        "config.json, {}, false",
        "model.onnx, {learner, false",
        "model.bst, {L, true",
        "model.json, '{\"learner\":', true"
    })
    void knowsItsModelsByNameAndBeginning(String name, String content, boolean serves)
            throws IOException {
        Files.writeString(folder.resolve(name), content);
        assertThat(engine.serves(new ModelDirectory(folder))).isEqualTo(serves);
    }

    @Test
    void ignoresParametersThatItDoesNotKnow() throws Exception {
        try (Model model = load("squarederror", Map.of("colour", new Parameter.Text("red")))) {
            assertThat(model.signature().findOutput("output-0")).isPresent();
        }
    }

    @Test
    void mayBeClosedTwiceAndAnswersNoMore() throws Exception {
        Model model = load("squarederror");
        model.close();
        model.close();
        try (Tensor row = row(0)) {
            assertThatThrownBy(() -> infer(model, row, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the booster is closed");
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void refusesARequestWithoutItsInput() throws Exception {
        try (Model model = load("squarederror");
                Tensor other = Tensor.ofFloats("x", Shape.of(1, 5), new float[5], allocator)) {
            assertThatThrownBy(() -> infer(model, other, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("'input-0' is missing");
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load("softprob");
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Float> prediction =
                    () -> {
                        try (Tensor row = row(1);
                                InferResponse answer = infer(model, row, List.of())) {
                            return value(answer);
                        }
                    };
            List<Future<Float>> answers =
                    threads.invokeAll(Stream.generate(() -> prediction).limit(400).toList());
            float first = answers.getFirst().get();
            for (Future<Float> answer : answers) {
                assertThat(answer.get()).isEqualTo(first);
            }
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    private Model load(String name) throws ModelLoadException {
        return load(name, Map.of());
    }

    private Model load(String name, Map<String, Parameter> parameters) throws ModelLoadException {
        return loadFrom(MODELS.resolve(name), parameters);
    }

    private Model loadFrom(Path directory, Map<String, Parameter> parameters)
            throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, new Parameters(parameters));
        return engine.load(new ModelDirectory(directory), settings, allocator);
    }

    private Tensor row(float value) {
        float[] row = {value, value, value, value, value};
        return Tensor.ofFloats("input-0", Shape.of(1, 5), row, allocator);
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

    private static float value(InferResponse answer) {
        return answer.outputs().getFirst().toFloats()[0];
    }
}
