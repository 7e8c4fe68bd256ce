package dev.serval.predictor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serval.inference.failure.DeadlineExceeded;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.CallContext;
import dev.serval.inference.request.Deadline;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.predictor.configuration.BatchingMode;
import dev.serval.predictor.memory.MemoryBudget;
import dev.serval.server.catalog.ServedModel;
import dev.serval.server.transformer.Transformer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CollocatedTransformerTest {
    /// Twice the model's answer.
    private static final String TWICE = pipeline("FP32, shape: [-1, 2]", "2");

    @TempDir Path root;
    private Repository repository;

    @BeforeEach
    void writeAModel() {
        serveFrom(new Repository(root));
    }

    @AfterEach
    void leaveNothingOpen() {
        repository.close();
        assertThat(repository.engine.open()).isZero();
        assertThat(repository.allocator.bytesOnLoan()).isZero();
    }

    private void serveFrom(Repository fresh) {
        repository = fresh;
        repository.files.version("iris", "1", "answer 1");
        repository.files.write("iris/model.yaml", "pipeline: steps.yaml\nwarmUp: false");
        repository.files.write("iris/steps.yaml", TWICE);
    }

    /// A pipeline that takes `x` as it is, and multiplies what the model makes of it.
    private static String pipeline(String x, String factor) {
        return """
        inputs:
          - {name: x, type: %s}
        predictor:
          outputs:
            - {name: y, type: FP32, shape: [-1]}
        after:
          - reshape: {shape: [-1, 1]}
          - scale: {min: 0, max: 1, range: [0, %s]}
          - rename: {names: {y: answer}}
        """
                .formatted(x, factor);
    }

    @Test
    void answersAsTheStepsAroundTheModelDo() throws Exception {
        repository.start();
        assertThat(repository.answer("iris")).isEqualTo(2);
    }

    @Test
    void tellsWhatTheStepsTakeAndMakeAndWhatRunsTheModel() throws Exception {
        repository.start();
        ModelSignature signature = repository.require("iris", 1).signature();
        assertThat(signature.platform()).isEqualTo("fake");
        assertThat(signature.outputs())
                .containsExactly(new TensorSpec("answer", DataType.FP32, Shape.of(-1, 1)));
    }

    @Test
    void countsWhatTheModelRan() throws Exception {
        repository.start();
        repository.answer("iris");
        assertThat(repository.require("iris", null).statistics().executions()).isOne();
    }

    @Test
    void isNeverComputedOnAnEventLoop() throws Exception {
        repository.close();
        serveFrom(new Repository(root, new MemoryBudget(MemoryBudget.UNLIMITED), BatchingMode.OFF));
        repository.files.version("plain", "1", "answer 1");
        repository.start();
        for (int i = 0; i < 100; i++) {
            repository.answer("iris");
            repository.answer("plain");
        }
        assertThat(repository.require("plain", null).isQuick(8)).isTrue();
        assertThat(repository.require("iris", null).isQuick(8)).isFalse();
    }

    @Test
    void doesNotAskTheModelForACallThatWasCalledOff() throws Exception {
        repository.start();
        ServedModel model = repository.require("iris", null);
        CallContext call =
                new CallContext(Deadline.after(Duration.ofMinutes(1)), repository.allocator);
        call.callOff(new DeadlineExceeded("too late"));
        assertThat(Outcome.of(model, call).failure()).isInstanceOf(DeadlineExceeded.class);
        assertThat(model.statistics().executions()).isZero();
    }

    @Test
    void takesEachVersionsOwnFileBeforeTheOneBesideThem() throws Exception {
        repository.files.write("iris/1/steps.yaml", pipeline("FP32, shape: [-1, 2]", "10"));
        repository.start();
        assertThat(repository.answer("iris")).isEqualTo(10);
    }

    @Test
    void changesWithItsFile() throws Exception {
        repository.start();
        assertThat(repository.answer("iris")).isEqualTo(2);
        repository.files.write("iris/steps.yaml", pipeline("FP32, shape: [-1, 2]", "3.5"));
        await().untilAsserted(() -> {
            repository.look();
            assertThat(repository.answer("iris")).isEqualTo(3.5f);
        });
    }

    @Test
    void keepsServingWhileTheNewFileIsWrong() throws Exception {
        repository.start();
        repository.files.write("iris/steps.yaml", TWICE.replace("scale", "scail"));
        repository.awaitStates(
                "iris/1 READY pipeline 'steps.yaml': steps.yaml: line 8, column 5: after[1]: unknown step scail, did you mean scale?");
        assertThat(repository.answer("iris")).isEqualTo(2);
    }

    @Test
    void isThereAgainWhenItsModelWasPutOutOfMemory() throws Exception {
        repository.close();
        serveFrom(new Repository(root, new MemoryBudget(42)));
        repository.files.version("other", "1", "answer 7");
        repository.start();
        for (int i = 0; i < 3; i++) {
            assertThat(repository.answer("iris")).isEqualTo(2);
            assertThat(repository.answer("other")).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FP64, shape: [-1, 2] | makes input 'x' (FP64[-1,2]), but the model has 'x' (FP32[-1,2])",
                "FP32, shape: [-1, 3] | makes input 'x' (FP32[-1,3]), but the model has 'x' (FP32[-1,2])",
                "FP32, shape: [2] | makes input 'x' (FP32[2]), but the model has 'x' (FP32[-1,2])"
            })
    void refusesStepsThatMakeWhatTheModelDoesNotTake(String x, String reason) throws Exception {
        repository.files.write("iris/steps.yaml", pipeline(x, "2"));
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE pipeline 'steps.yaml': the transformer " + reason);
    }

    @Test
    void refusesStepsThatExpectWhatTheModelDoesNotMake() throws Exception {
        repository.files.write(
                "iris/steps.yaml", TWICE.replace("y, type", "z, type").replace("y: ", "z: "));
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE pipeline 'steps.yaml': the transformer expects output 'z' (FP32[-1]), but the model has 'y' (FP32[-1])");
    }

    @Test
    void refusesStepsForAnotherModel() throws Exception {
        repository.files.write(
                "iris/steps.yaml", TWICE.replace("predictor:", "predictor:\n  model: rose"));
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE pipeline 'steps.yaml': the transformer is for the model 'rose', expected 'iris', which it stands before");
    }

    @Test
    void saysWhereItLookedForAFileThatIsNotThere() throws Exception {
        repository.files.delete("iris/steps.yaml");
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE pipeline 'steps.yaml' is no file in [%s, %s]"
                                .formatted(root.resolve("iris/1"), root.resolve("iris")));
    }

    @ParameterizedTest
    @CsvSource({"/etc/steps.yaml", "../steps.yaml"})
    void refusesAFileOutsideTheModelsDirectory(String file) throws Exception {
        repository.files.write("iris/model.yaml", "pipeline: " + file);
        repository.start();
        assertThat(repository.states())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("pipeline", file, "expected a file in the model's directory");
    }

    /// Adds nothing, and refuses every call once it is told to.
    private static final class Gate implements Transformer {
        private volatile boolean closed;

        @Override
        public ModelSignature signature() {
            TensorSpec x = new TensorSpec("x", DataType.FP32, Shape.of(-1, 2));
            return new ModelSignature(
                    "gate", List.of(x), List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1))));
        }

        @Override
        public InferRequest preprocess(InferRequest request, CallContext call) {
            if (closed) {
                throw new InvalidInput("the gate is closed");
            }
            return request;
        }
    }

    @Test
    void mayBeABeanOfTheProgram() throws Exception {
        repository.close();
        Gate gate = new Gate();
        serveFrom(new Repository(root, Map.of(new ModelName("iris"), gate)));
        repository.files.write("iris/model.yaml", "warmUp: false");
        repository.start();
        assertThat(repository.answer("iris")).isEqualTo(1);
        gate.closed = true;
        ServedModel model = repository.require("iris", null);
        assertThat(Outcome.of(model, repository.allocator).failure())
                .hasMessage("the gate is closed");
    }

    @Test
    void isNotBothABeanAndAFile() throws Exception {
        repository.close();
        serveFrom(new Repository(root, Map.of(new ModelName("iris"), new Gate())));
        repository.start();
        assertThat(repository.states())
                .containsExactly(
                        "iris/1 UNAVAILABLE pipeline 'steps.yaml' is named beside the bean %s, expected one of them"
                                .formatted(Gate.class.getName()));
    }
}
