package dev.serval.engine.pytorch.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.Model;
import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RefusedCallTest extends PytorchCalls {
    @Test
    void refusesARowOfAnotherWidthThanDeclaredBeforeNativeCodeSeesIt() throws Exception {
        try (Model model = load("scores", List.of(spec("x", Shape.of(-1, 3))), List.of());
                Tensor wide = floats("x", 1, 4)) {
            assertThatThrownBy(() -> infer(model, List.of(), wide))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("input 'x' is FP32[1,4], expected FP32[-1,3]");
        }
    }

    @Test
    void callsAShapeInvalidThatPytorchRefusesWhereNoneIsDeclared() throws Exception {
        try (Model model = load("scores");
                Tensor wide = floats("x", 1, 4)) {
            assertThatThrownBy(() -> infer(model, List.of(), wide))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("shapes cannot be multiplied (1x4 and 3x2)")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void failsWhereAnOutputIsNotAsDeclared() throws Exception {
        try (Model model =
                        load(
                                "scores",
                                List.of(spec("x", Shape.of(-1, 3))),
                                List.of(spec("y", Shape.of(-1, 5))));
                Tensor row = floats("x", 1, 3)) {
            assertThatThrownBy(() -> infer(model, List.of(), row))
                    .isInstanceOf(EngineFailure.class)
                    .hasMessage("output 'y' is FP32[1,2], declared as FP32[-1,5]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|the model gave a str, expected tensors",
                "complex|the model gave complex64, which the protocol lacks"
            })
    void refusesAnswersThatAreNoTensors(String name, String reason) throws Exception {
        try (Model model = load(name);
                Tensor row = floats("x", 1, 3)) {
            assertThatThrownBy(() -> infer(model, List.of(), row))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(reason);
        }
    }

    @Test
    void refusesInputsAndOutputsThatAreNotThere() throws Exception {
        try (Model model = load("optionally");
                Tensor bias = floats("bias", 1, 2);
                Tensor row = floats("x", 1, 3)) {
            assertThatThrownBy(() -> infer(model, List.of(), bias))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("input 'x' is missing, expected [x, bias]");
            assertThatThrownBy(() -> infer(model, List.of("y"), row))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("the model gave no output 'y', only [output-0]");
        }
    }
}
