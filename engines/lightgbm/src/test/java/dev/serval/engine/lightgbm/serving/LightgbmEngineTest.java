package dev.serval.engine.lightgbm.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.TableForm;
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
import java.nio.charset.StandardCharsets;
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

class LightgbmEngineTest {
    private static final Path MODELS = Path.of("src/test/resources/genuine");

    @TempDir Path folder;
    private final LightgbmEngine engine = new LightgbmEngine();
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Engine.class))
                .singleElement()
                .isInstanceOf(LightgbmEngine.class)
                .extracting(Engine::name, Engine::recognises)
                .containsExactly("lightgbm", "one LightGBM model in a *.bst or *.txt file");
    }

    @Test
    void refusesADirectoryWithoutAModel() {
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("no file in ")
                .hasMessageEndingWith(" is a LightGBM model");
    }

    @Test
    void refusesAFileThatWentAway() {
        assertThatThrownBy(() -> new ModelFile(folder.resolve("gone.txt")).read())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("gone.txt: ")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void aTextThatSaysNothingOfItsFeaturesHasNoCategories() {
        ModelText text = ModelText.of("tree".getBytes(StandardCharsets.UTF_8));
        assertThat(text.categoriesOf(0)).isEmpty();
    }

    @Test
    void tellsTheFilesOwnNamesAndSizes() throws Exception {
        try (Model model = load("named_features")) {
            assertThat(model.signature().platform()).isEqualTo("lightgbm_booster");
            assertThat(model.signature().inputs())
                    .containsExactly(new TensorSpec("input-0", DataType.FP64, Shape.of(-1, 5)));
            assertThat(Objects.requireNonNull(model.signature().table()).columns())
                    .extracting(TensorSpec::name)
                    .containsExactly("age", "income", "height", "ratio", "ä");
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @Test
    void answersWithTheRawScoreOnlyWhereItIsAskedFor() throws Exception {
        try (Model model = load("multiclass");
                InferResponse plain = infer(model, row(0), List.of());
                InferResponse both = infer(model, row(0), List.of("raw_score", "output-0"))) {
            assertThat(plain.outputs()).extracting(Tensor::name).containsExactly("output-0");
            assertThat(both.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("raw_score", "output-0");
        }
    }

    @Test
    void answersWithTheRawScoreWhereTheModelsSettingsSaySo() throws Exception {
        var settings = Map.of("raw_score", (Parameter) new Parameter.Flag(true));
        try (Model model = load("multiclass", settings);
                InferResponse answer = infer(model, row(0), List.of())) {
            assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("raw_score");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nthread, many, 'a number of threads, or 0'",
        "nthread, -1, 'a number of threads, or 0'",
        "num_threads, x, 'a number of threads, or 0'",
        "raw_score, perhaps, true or false"
    })
    void refusesAParameterThatItCannotBe(String name, String value, String expected) {
        var settings = Map.of(name, (Parameter) new Parameter.Text(value));
        assertThatThrownBy(() -> load("regression", settings))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("parameter '%s' is '%s', expected %s", name, value, expected);
    }

    @Test
    void refusesARowOfAnotherWidthBeforeNativeCodeSeesIt() throws Exception {
        try (Model model = load("regression");
                Tensor wide =
                        Tensor.ofDoubles("input-0", Shape.of(1, 2), new double[2], allocator)) {
            assertThatThrownBy(() -> infer(model, wide, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("[1,2]")
                    .hasMessageContaining("[-1,5]");
        }
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws Exception {
        try (Model model = load("regression");
                Tensor row = row(0)) {
            assertThatThrownBy(() -> infer(model, row, List.of("leaves")))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("'leaves', only output-0 and raw_score");
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "model.txt, tree",
        "model.bst, 'tree\nversion=v4\nnum_class=1\nmax_feature_idx=4\nend of trees'"
    })
    void refusesABrokenFileWithTheLibrarysReason(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith(name + ": ");
    }

    @Test
    void refusesToChooseBetweenTwoModels() throws Exception {
        Files.writeString(folder.resolve("a.bst"), "tree");
        Files.writeString(folder.resolve("b.txt"), "tree");
        assertThatThrownBy(() -> loadFrom(folder, Map.of()))
                .hasMessage("2 LightGBM models (a.bst, b.txt), expected one");
    }

    @ParameterizedTest
    @CsvSource({
        "model.bst, {L, false",
        "labels.txt, setosa, false",
        "model.onnx, tree, false",
        "model.bst, tree, true",
        "model.txt, tree, true"
    })
    void knowsItsModelsByNameAndBeginning(String name, String content, boolean serves)
            throws IOException {
        Files.writeString(folder.resolve(name), content);
        assertThat(engine.serves(new ModelDirectory(folder))).isEqualTo(serves);
    }

    @Test
    void takesAColumnOfPandasCategoriesByTheirNames() throws Exception {
        List<String> cities = Stream.iterate(0, i -> i + 1).limit(10).map(i -> "city" + i).toList();
        String json = "[[\"%s\"]]".formatted(String.join("\", \"", cities));
        String plain = Files.readString(MODELS.resolve("categorical/model.txt"));
        String model = plain.replace("pandas_categorical:null", "pandas_categorical:" + json);
        Files.writeString(folder.resolve("model.txt"), model);
        try (Model loaded = loadFrom(folder, Map.of())) {
            var table = (TableForm.Matrix) Objects.requireNonNull(loaded.signature().table());
            assertThat(table.categories()).isEqualTo(Map.of("Column_4", cities));
            assertThat(table.columns())
                    .extracting(TensorSpec::dataType)
                    .containsExactly(
                            DataType.FP64,
                            DataType.FP64,
                            DataType.FP64,
                            DataType.FP64,
                            DataType.BYTES);
        }
    }

    @Test
    void ignoresParametersThatItDoesNotKnow() throws Exception {
        try (Model model = load("regression", Map.of("colour", new Parameter.Text("red")))) {
            assertThat(model.signature().findOutput("output-0")).isPresent();
        }
    }

    @Test
    void answersNoRowsWithNoRows() throws Exception {
        try (Model model = load("multiclass");
                Tensor none =
                        Tensor.ofDoubles("input-0", Shape.of(0, 5), new double[0], allocator);
                InferResponse answer = infer(model, none, List.of())) {
            assertThat(answer.outputs().getFirst().shape().dimension(0)).isZero();
        }
    }

    @Test
    void mayBeClosedTwiceAndAnswersNoMore() throws Exception {
        Model model = load("regression");
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
        try (Model model = load("regression");
                Tensor other = Tensor.ofDoubles("x", Shape.of(1, 5), new double[5], allocator)) {
            assertThatThrownBy(() -> infer(model, other, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("input 'input-0' is missing");
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load("multiclass");
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<Double> prediction =
                    () -> {
                        try (Tensor row = row(1);
                                InferResponse answer = infer(model, row, List.of())) {
                            return value(answer);
                        }
                    };
            List<Future<Double>> answers =
                    threads.invokeAll(Stream.generate(() -> prediction).limit(400).toList());
            double first = answers.getFirst().get();
            for (Future<Double> answer : answers) {
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

    private Tensor row(double value) {
        double[] row = {value, value, value, value, value};
        return Tensor.ofDoubles("input-0", Shape.of(1, 5), row, allocator);
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

    private static double value(InferResponse answer) {
        return answer.outputs().getFirst().toDoubles()[0];
    }
}
