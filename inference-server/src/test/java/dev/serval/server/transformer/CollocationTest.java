package dev.serval.server.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.model.ModelName;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.server.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollocationTest {
    private static final ModelName IRIS = new ModelName("iris");
    private static final TensorSpec X = floats("x", -1, 4);
    private static final TensorSpec HINT =
            new TensorSpec("hint", DataType.FP32, Shape.of(-1), true);
    private static final TensorSpec Y = floats("y", -1);
    private static final ModelSignature MODEL =
            new ModelSignature("onnxruntime_onnx", List.of(X, HINT), List.of(Y));

    private record Declared(List<TensorSpec> makes, List<TensorSpec> expects, String before)
            implements Transformer {
        @Override
        public ModelSignature signature() {
            return new ModelSignature("own", List.of(floats("in", 1)), List.of(floats("out", 1)));
        }

        @Override
        public Optional<String> predictorModel() {
            return Optional.of(before);
        }

        @Override
        public List<TensorSpec> predictorInputs() {
            return makes;
        }

        @Override
        public List<TensorSpec> predictorOutputs() {
            return expects;
        }
    }

    private static TensorSpec floats(String name, long... shape) {
        return new TensorSpec(name, DataType.FP32, Shape.of(shape));
    }

    private static void refused(List<TensorSpec> makes, List<TensorSpec> expects, String reason) {
        assertThatThrownBy(() -> Collocation.of(new Declared(makes, expects, "iris"), IRIS, MODEL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the transformer " + reason);
    }

    @Test
    void isCalledAsTheTransformerSaysAndRunByWhatRunsTheModel() throws Exception {
        ModelSignature both =
                Collocation.of(new Declared(List.of(X), List.of(Y), "iris"), IRIS, MODEL)
                        .signature();
        assertThat(both.platform()).isEqualTo("onnxruntime_onnx");
        assertThat(both.inputs()).containsExactly(floats("in", 1));
        assertThat(both.outputs()).containsExactly(floats("out", 1));
    }

    @Test
    void mayLeaveOutWhatTheModelDoesNotNeedAndLeaveDimensionsOpen() throws Exception {
        TensorSpec open = floats("x", -1, -1);
        assertThat(Collocation.of(new Declared(List.of(open), List.of(), "iris"), IRIS, MODEL))
                .isNotNull();
    }

    @Test
    void mayLeaveOpenWhatItMakes() throws Exception {
        assertThat(Collocation.of(new Declared(List.of(), List.of(), "iris"), IRIS, MODEL))
                .isNotNull();
    }

    @Test
    void refusesAnInputOfAnotherShape() {
        refused(
                List.of(floats("x", -1, 5)),
                List.of(),
                "makes input 'x' (FP32[-1,5]), but the model has 'x' (FP32[-1,4]), 'hint' (FP32[-1])");
    }

    @Test
    void refusesALackingInput() {
        refused(
                List.of(HINT),
                List.of(),
                "makes 'hint' (FP32[-1]), but the model takes 'x' (FP32[-1,4]) besides");
    }

    @Test
    void refusesAnOutputThatTheModelHasNot() {
        refused(
                List.of(X),
                List.of(floats("z", -1)),
                "expects output 'z' (FP32[-1]), but the model has 'y' (FP32[-1])");
    }

    @Test
    void refusesToStandBeforeAnotherModel() {
        assertThatThrownBy(() ->
                        Collocation.of(new Declared(List.of(X), List.of(Y), "rose"), IRIS, MODEL))
                .hasMessage(
                        "the transformer is for the model 'rose', expected 'iris', which it stands before");
    }
}
