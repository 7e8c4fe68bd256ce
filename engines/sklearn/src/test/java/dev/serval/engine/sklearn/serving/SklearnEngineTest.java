package dev.serval.engine.sklearn.serving;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SklearnEngineTest {
    private static final Path MODELS = Path.of("src/test/resources/genuine");

    @TempDir Path folder;
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void everyTensorsMemoryCameBack() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void tellsFeaturesAndMethods() throws Exception {
        try (Model model = load("logistic_objects", Map.of(), Map.of())) {
            assertThat(model.signature().platform()).isEqualTo("sklearn_pickle");
            assertThat(model.signature().inputs())
                    .containsExactly(new TensorSpec("input-0", DataType.FP64, Shape.of(-1, 5)));
            assertThat(Objects.requireNonNull(model.signature().table()).columns())
                    .extracting(TensorSpec::name)
                    .containsExactly("x0", "x1", "x2", "x3", "x4");
            assertThat(model.signature().outputs())
                    .containsExactly(
                            new TensorSpec("output-0", DataType.BYTES, Shape.of(-1)),
                            new TensorSpec("predict", DataType.BYTES, Shape.of(-1)),
                            new TensorSpec("predict_proba", DataType.FP64, Shape.of(-1, 2)),
                            new TensorSpec("decision_function", DataType.FP64, Shape.of(-1)));
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @Test
    void answersWithWhatIsPredictedUnlessAMethodIsNamed() throws Exception {
        try (Model model = load("logistic_objects", Map.of(), Map.of());
                InferResponse plain = infer(model, 0, List.of());
                InferResponse named = infer(model, 0, List.of("predict_proba", "predict"))) {
            assertThat(plain.outputs()).extracting(Tensor::name).containsExactly("output-0");
            assertThat(named.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("predict_proba", "predict");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, , FP64",
        "True, , FP64",
        "true, false, BYTES",
        "false, true, FP64",
        " , , BYTES"
    })
    void answersWithProbabilitiesWhereTheSettingsSaySo(
            String variable, String parameter, DataType expected) throws Exception {
        Map<String, String> environment =
                variable == null ? Map.of() : Map.of("PREDICT_PROBA", variable);
        Map<String, Parameter> parameters =
                parameter == null
                        ? Map.of()
                        : Map.of("predict_proba", new Parameter.Text(parameter));
        try (Model model = load("logistic_objects", parameters, environment);
                InferResponse answer = infer(model, 0, List.of())) {
            assertThat(answer.outputs().getFirst().dataType()).isEqualTo(expected);
        }
    }

    @Test
    void aModelWithoutProbabilitiesPredictsAllTheSame() throws Exception {
        try (Model model = load("linear", Map.of(), Map.of("PREDICT_PROBA", "true"));
                InferResponse answer = infer(model, 0, List.of())) {
            assertThat(answer.outputs().getFirst().shape()).isEqualTo(Shape.of(1));
        }
    }

    @Test
    void refusesASettingThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> load("linear", Map.of(), Map.of("PREDICT_PROBA", "yes")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("PREDICT_PROBA is 'yes', expected true or false");
    }

    @Test
    void refusesARowOfAnotherWidthAndSaysBothWidths() throws Exception {
        try (Model model = load("linear", Map.of(), Map.of());
                Tensor wide =
                        Tensor.ofDoubles("input-0", Shape.of(1, 2), new double[2], allocator)) {
            assertThatThrownBy(() -> infer(model, wide, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContainingAll("[1,2]", "[-1,5]");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refusesANumberThatTheEstimatorCannotTake(double value) throws Exception {
        try (Model model = load("pipeline", Map.of(), Map.of());
                Model linear = load("linear", Map.of(), Map.of())) {
            assertThatThrownBy(() -> infer(linear, value, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "row 0, column 0 is %s, expected a finite number for LinearRegression",
                            value);
            if (Double.isInfinite(value)) {
                assertThatThrownBy(() -> infer(model, value, List.of()))
                        .hasMessageEndingWith("a finite number or NaN for SimpleImputer");
            }
        }
    }

    @Test
    void refusesANumberThatIsTooLargeForATree() throws Exception {
        try (Model model = load("forest", Map.of(), Map.of())) {
            assertThatThrownBy(() -> infer(model, 1e39, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("1.0E39");
        }
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws Exception {
        try (Model model = load("linear", Map.of(), Map.of())) {
            assertThatThrownBy(() -> infer(model, 0, List.of("leaves")))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the model has no output 'leaves', only [output-0, predict]");
        }
    }

    @Test
    void refusesToChooseBetweenTwoModels() throws IOException {
        Files.writeString(folder.resolve("model.joblib"), "");
        Files.writeString(folder.resolve("model.pkl"), "");
        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("2 scikit-learn models (model.joblib, model.pkl), expected one");
    }

    @Test
    void refusesAFileThatIsNoPickleAndNamesIt() throws IOException {
        Files.writeString(folder.resolve("model.pkl"), "world");
        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("model.pkl: byte 0: opcode 0x77 is not read");
    }

    @Test
    void refusesAnEstimatorThatItDoesNotKnowByItsName() throws IOException {
        Files.writeString(
                folder.resolve("model.pickle"),
                "csklearn.dummy\nDummyThing\n)\u0081}b.",
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(
                        "model.pickle: sklearn.dummy.DummyThing is not read;"
                                + " export it with skl2onnx");
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load("forest", Map.of(), Map.of());
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> prediction =
                    () -> {
                        try (InferResponse answer = infer(model, 1, List.of())) {
                            return answer.outputs().getFirst().toStrings();
                        }
                    };
            List<Future<List<String>>> answers =
                    threads.invokeAll(Stream.generate(() -> prediction).limit(400).toList());
            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.getFirst().get());
            }
        }
    }

    private Model load(
            String name, Map<String, Parameter> parameters, Map<String, String> environment)
            throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, new Parameters(parameters));
        ModelDirectory directory = new ModelDirectory(MODELS.resolve(name));
        return new SklearnEngine(environment).load(directory, settings, allocator);
    }

    private Model load(Path path) throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, Parameters.none());
        return new SklearnEngine().load(new ModelDirectory(path), settings, allocator);
    }

    private InferResponse infer(Model model, double value, List<String> outputs) {
        double[] row = {value, value, value, value, value};
        try (Tensor tensor = Tensor.ofDoubles("input-0", Shape.of(1, 5), row, allocator)) {
            return infer(model, tensor, outputs);
        }
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
