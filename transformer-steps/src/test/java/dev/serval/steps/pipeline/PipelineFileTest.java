package dev.serval.steps.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.server.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFileTest extends PipelineFixture {
    private static final String WHOLE =
            """
            inputs:
              - {name: x, type: FP32, shape: [-1, 4]}
            before:
              - columns: {indices: [0, 1]}
              - scale: {mean: [1, 2], std: [3, 4]}
            predictor:
              model: iris
              inputs:
                - {name: x, type: FP32, shape: [-1, 2]}
              outputs:
                - {name: p, type: FP32, shape: [-1, 3]}
            after:
              - softmax
              - topk: {k: 1, labels: [a, b, c]}
            """;

    @Test
    void aPipelineTellsWhatCallersSendAndGet() throws ConfigurationException {
        Pipeline pipeline = read(WHOLE);
        assertThat(pipeline.predictorModel()).contains("iris");
        assertThat(pipeline.signature().inputs())
                .containsExactly(new TensorSpec("x", DataType.FP32, Shape.of(-1, 4)));
        assertThat(pipeline.signature().outputs())
                .containsExactly(
                        new TensorSpec("p", DataType.FP32, Shape.of(-1, 1)),
                        new TensorSpec("labels", DataType.BYTES, Shape.of(-1, 1)));
    }

    private void refuses(String text, String... complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(refusal -> {
                    for (String part : complaint) {
                        assertThat(refusal).hasMessageContaining(part);
                    }
                });
    }

    @Test
    void anUnknownStepIsNamedWithTheNearestOne() {
        refuses(
                WHOLE.replace("- scale:", "- scael:"),
                "transformer.yaml: line 5, column 5: before[1]: unknown step scael, did you mean scale?");
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearestOne() {
        refuses(
                WHOLE.replace("std:", "sdt:"),
                "line 5, column 32: unknown key before[1].scale.sdt, did you mean before[1].scale.std?");
    }

    @Test
    void shapesThatDoNotMeetNameBothSteps() {
        refuses(
                WHOLE.replace("[0, 1]}", "[0, 1, 2]}"),
                "line 5, column 19: before[1].scale.mean has 2 numbers, expected 3 as 'x' has shape [-1,3]");
        refuses(
                WHOLE.replace(
                        "- {name: x, type: FP32, shape: [-1, 2]}",
                        "- {name: x, type: FP32, shape: [-1, 5]}"),
                "line 9, column 7: predictor.inputs[0]: the predictor takes FP32[-1,5], but is given 'x', which is FP32[-1,2] after before[1] (scale)");
        refuses(
                WHOLE.replace("k: 1", "k: 9"),
                "after[1] (topk): k is 9, expected at most 3 of 'p', which is FP32[-1,3] after after[0] (softmax)");
        refuses(
                WHOLE.replace("- scale: {mean: [1, 2], std: [3, 4]}", "- image"),
                "before[1] (image): it takes 'x', which is FP32[-1,2] after before[0] (columns), expected BYTES with a file in each row");
    }

    @Test
    void aTensorThatIsNotThereIsNamedWithTheNearestOne() {
        refuses(
                WHOLE.replace("columns: {indices", "columns: {input: y, indices"),
                "there is no tensor 'y'",
                "expected one of x");
    }

    @Test
    void whatIsMissingIsNamed() {
        refuses("", "transformer.yaml is empty, expected inputs, before, predictor and after");
        refuses(
                WHOLE.replace("inputs:\n  - {name: x", "before2:\n  - {name: x"),
                "unknown key before2");
        refuses("predictor: {}", "inputs is missing, expected what callers send");
        refuses(
                "inputs: [{name: x, type: FP32, shape: [-1]}]\npredictor: {}",
                "outputs is missing, expected what the predictor answers");
        refuses(WHOLE.replace(", std: [3, 4]", ""), "before[1] (scale): option std is missing");
        refuses(
                WHOLE.replace("type: FP32, shape: [-1, 4]", "shape: [-1, 4]"),
                "inputs[0]: type is missing");
    }

    @Test
    void whatIsMistypedIsNamedWithWhatWasExpected() {
        refuses(WHOLE.replace("shape: [-1, 4]", "shape: [-2, 4]"), "inputs[0].shape is '-2'");
        refuses(
                WHOLE.replace("type: FP32, shape: [-1, 4]", "type: FLOAT, shape: [-1, 4]"),
                "inputs[0].type is 'FLOAT', expected one of [BOOL");
        refuses(WHOLE.replace("[3, 4]}", "[3, four]}"), "is 'four', expected a number");
        refuses(WHOLE.replace("[3, 4]}", "[3, 0]}"), "std[1] is 0.0, expected more than 0");
        refuses(
                WHOLE.replace("- softmax", "- {softmax: {}, argmax: {}}"),
                "expected the name of one step");
        refuses("inputs: [", "transformer.yaml: line 1");
    }

    @Test
    void onlyWhatThePredictorIsDeclaredToTakeIsSent() throws ConfigurationException {
        Pipeline pipeline = read(WHOLE.replace("std: [3, 4]}", "std: [3, 4], output: z}"));
        Tensor sent = Tensor.ofFloats("x", Shape.of(1, 4), new float[] {1, 2, 3, 4}, allocator);
        assertThat(prepared(pipeline, List.of(sent), PipelineFixture::texts))
                .containsExactly("x FP32[1,2] [1.0, 2.0]");
    }
}
