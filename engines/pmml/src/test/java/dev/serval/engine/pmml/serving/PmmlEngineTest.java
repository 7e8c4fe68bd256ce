package dev.serval.engine.pmml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PmmlEngineTest {
    /// A tree over fields of three types: whoever is older than 30 says yes.
    private static final String DOCUMENT =
            """
            <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>
            <DataDictionary>
            <DataField name="age" optype="continuous" dataType="integer"/>
            <DataField name="size" optype="continuous" dataType="float"/>
            <DataField name="city" optype="categorical" dataType="string">
            <Value value="Rome"/><Value value="Oslo"/></DataField>
            <DataField name="answer" optype="categorical" dataType="string">
            <Value value="yes"/><Value value="no"/></DataField></DataDictionary>
            <TreeModel functionName="classification" missingValueStrategy="defaultChild">
            <MiningSchema><MiningField name="answer" usageType="target"/><MiningField name="age"/>
            <MiningField name="size"/><MiningField name="city" invalidValueTreatment="asMissing"/>
            </MiningSchema>%s
            <Node id="0" score="no" defaultChild="1"><True/>
            <Node id="1" score="yes"><SimplePredicate field="age" operator="greaterThan" value="30"/>
            <ScoreDistribution value="yes" recordCount="9"/><ScoreDistribution value="no" recordCount="1"/></Node>
            <Node id="2" score="no"><SimplePredicate field="age" operator="lessOrEqual" value="30"/>
            <ScoreDistribution value="yes" recordCount="2"/><ScoreDistribution value="no" recordCount="8"/>
            </Node></Node></TreeModel></PMML>
            """;

    private static final String OUTPUT =
            """
            <Output>
            <OutputField name="answered" dataType="string" feature="predictedValue"/>
            <OutputField name="p" dataType="double" feature="probability" value="yes"/>
            </Output>
            """;

    @TempDir Path folder;
    private final PmmlEngine engine = new PmmlEngine();
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @AfterEach
    void everyTensorsMemoryCameBack() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void tellsTheDocumentsFields() throws Exception {
        try (Model model = load(OUTPUT)) {
            assertThat(model.signature().platform()).isEqualTo("pmml_pmml4s");
            assertThat(model.signature().inputs())
                    .extracting(TensorSpec::name, TensorSpec::dataType)
                    .containsExactly(
                            tuple("age", DataType.INT64),
                            tuple("size", DataType.FP32),
                            tuple("city", DataType.BYTES));
            assertThat(model.signature().outputs())
                    .extracting(TensorSpec::name)
                    .containsExactly("answer", "answered", "p");
            assertThat(model.memoryBytes()).isPositive();
        }
    }

    @Test
    void answersWithTheTargetAndEachOutputField() throws Exception {
        try (Model model = load(OUTPUT);
                InferResponse answer = infer(model, List.of(), age(31, 30))) {
            assertThat(strings(answer, "answer")).containsExactly("yes", "no");
            assertThat(strings(answer, "answered")).containsExactly("yes", "no");
            assertThat(doubles(answer, "p")).containsExactly(0.9, 0.2);
        }
    }

    @Test
    void answersWithTheProbabilitiesOfAllClassesWhereTheDocumentDeclaresNoOutput()
            throws Exception {
        try (Model model = load("");
                InferResponse answer = infer(model, List.of(), age(31))) {
            assertThat(strings(answer, "answer")).containsExactly("yes");
            assertThat(doubles(answer, "probability_yes")).containsExactly(0.9);
            assertThat(doubles(answer, "probability_no")).containsExactly(0.1);
            assertThat(answer.findOutput("predicted_answer")).isEmpty();
        }
    }

    @Test
    void answersOnlyWhatIsAskedFor() throws Exception {
        try (Model model = load(OUTPUT);
                InferResponse answer = infer(model, List.of("p"), age(31))) {
            assertThat(answer.outputs()).extracting(Tensor::name).containsExactly("p");
        }
    }

    @Test
    void aValueThatIsNoCategoryIsTreatedAsTheDocumentSays() throws Exception {
        Tensor city = Tensor.ofStrings("city", Shape.of(1), List.of("Atlantis"), allocator);
        try (Model model = load(OUTPUT);
                InferResponse answer = infer(model, List.of(), age(31), city)) {
            assertThat(strings(answer, "answer")).containsExactly("yes");
        }
    }

    @Test
    void aFieldThatIsLeftOutIsMissing() throws Exception {
        Tensor size = Tensor.ofFloats("size", Shape.of(1), new float[] {1}, allocator);
        try (Model model = load(OUTPUT);
                InferResponse answer = infer(model, List.of(), size)) {
            assertThat(strings(answer, "answer")).containsExactly("yes");
        }
    }

    @Test
    void aBooleanThatIsLeftOutIsMissing() throws Exception {
        String document =
                DOCUMENT.formatted(OUTPUT)
                        .replace(
                                "optype=\"continuous\" dataType=\"integer\"",
                                "optype=\"categorical\" dataType=\"boolean\"")
                        .replace("\"greaterThan\" value=\"30\"", "\"equal\" value=\"true\"")
                        .replace("\"lessOrEqual\" value=\"30\"", "\"equal\" value=\"false\"");
        Files.writeString(folder.resolve("model.pmml"), document);
        Tensor size = Tensor.ofFloats("size", Shape.of(1), new float[] {1}, allocator);
        try (Model model = loadFolder();
                InferResponse answer = infer(model, List.of(), size)) {
            assertThat(strings(answer, "answer")).containsExactly("yes");
        }
    }

    @Test
    void whatOnlyAnotherOutputIsMadeOfIsNotAnswered() throws Exception {
        String output =
                """
                <Output>
                <OutputField name="half" feature="probability" value="yes" isFinalResult="false"/>
                <OutputField name="whole" dataType="double" feature="transformedValue">
                <Apply function="*"><FieldRef field="half"/><Constant>2</Constant></Apply>
                </OutputField>
                </Output>
                """;
        try (Model model = load(output);
                InferResponse answer = infer(model, List.of(), age(31, 30))) {
            assertThat(answer.outputs())
                    .extracting(Tensor::name)
                    .containsExactly("answer", "whole");
            assertThat(strings(answer, "answer")).containsExactly("yes", "no");
            assertThat(doubles(answer, "whole")).containsExactly(1.8, 0.4);
        }
    }

    @Test
    void refusesFieldsOfDifferentLength() throws Exception {
        Tensor size = Tensor.ofFloats("size", Shape.of(1), new float[1], allocator);
        try (Model model = load(OUTPUT)) {
            assertThatThrownBy(() -> infer(model, List.of(), age(1, 2), size))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("field 'size' has 1 rows, expected 2 like field 'age'");
        }
    }

    @Test
    void refusesAFieldOfAnotherType() throws Exception {
        Tensor age = Tensor.ofDoubles("age", Shape.of(1), new double[1], allocator);
        try (Model model = load(OUTPUT)) {
            assertThatThrownBy(() -> infer(model, List.of(), age))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContainingAll("age FP64[1]", "INT64");
        }
    }

    @Test
    void refusesARequestWithoutAField() throws Exception {
        try (Model model = load(OUTPUT)) {
            assertThatThrownBy(() -> infer(model, List.of()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("no field is given, expected some of [age, size, city]");
        }
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws Exception {
        try (Model model = load(OUTPUT)) {
            assertThatThrownBy(() -> infer(model, List.of("q"), age(1)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the model has no output 'q', only [answer, answered, p]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<PMML> | Required attribute 'version' is missing",
                "<html/> | its root is <html>, expected <PMML>",
                "<!DOCTYPE PMML [<!ENTITY x SYSTEM \"file:///dev/null\">]><PMML>&x;</PMML> | it has"
                        + " a document type (<!DOCTYPE), expected none",
                "<PMML version=\"4.4\"/> | Required element 'Header' is missing",
                "nothing | it cannot be read: "
            })
    void refusesAFileThatIsNoModelAndSaysWhy(String content, String reason) throws Exception {
        Files.writeString(folder.resolve("model.pmml"), content);
        assertThatThrownBy(this::loadFolder)
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("model.pmml: ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesToChooseBetweenTwoModels() throws IOException {
        Files.writeString(folder.resolve("a.pmml"), "");
        Files.writeString(folder.resolve("b.pmml"), "");
        assertThatThrownBy(this::loadFolder)
                .hasMessage("2 PMML files (a.pmml, b.pmml), expected one");
    }

    @Test
    void threadsShareAModel() throws Exception {
        try (Model model = load(OUTPUT);
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> scoring =
                    () -> {
                        try (InferResponse answer = infer(model, List.of(), age(31, 3, 50))) {
                            return strings(answer, "answer");
                        }
                    };
            for (Future<List<String>> answer :
                    threads.invokeAll(Stream.generate(() -> scoring).limit(400).toList())) {
                assertThat(answer.get()).containsExactly("yes", "no", "yes");
            }
        }
    }

    private Model load(String output) throws Exception {
        Files.writeString(folder.resolve("model.pmml"), DOCUMENT.formatted(output));
        return loadFolder();
    }

    private Model loadFolder() throws ModelLoadException {
        EngineSettings settings = new EngineSettings(1, Parameters.none());
        return engine.load(new ModelDirectory(folder), settings, allocator);
    }

    private Tensor age(long... years) {
        return Tensor.ofLongs("age", Shape.of(years.length), years, allocator);
    }

    private InferResponse infer(Model model, List<String> outputs, Tensor... fields) {
        try (InferRequest tensors = InferRequest.of(List.of(fields))) {
            InferRequest request =
                    new InferRequest(
                            null,
                            Parameters.none(),
                            tensors.inputs(),
                            outputs.stream().map(RequestedOutput::new).toList());
            return model.infer(
                    request, new CallContext(Deadline.after(Duration.ofMinutes(1)), allocator));
        }
    }

    private static List<String> strings(InferResponse answer, String output) {
        return answer.findOutput(output).orElseThrow().toStrings();
    }

    private static double[] doubles(InferResponse answer, String output) {
        return answer.findOutput(output).orElseThrow().toDoubles();
    }
}
