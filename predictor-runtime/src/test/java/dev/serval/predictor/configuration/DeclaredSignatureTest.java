package dev.serval.predictor.configuration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredSignatureTest {
    private static final ModelSignature TRUTH =
            new ModelSignature(
                    "fake",
                    List.of(
                            new TensorSpec("x", DataType.FP32, Shape.of(-1, 4)),
                            new TensorSpec("hint", DataType.INT64, Shape.of(1), true)),
                    List.of(new TensorSpec("y", DataType.INT64, Shape.of(-1))));

    private static final DeclaredTensor X = new DeclaredTensor("x", DataType.FP32, Shape.of(-1, 4));

    @Test
    void agreesWithTheTruthInPart() {
        assertThatCode(() -> declare(List.of(X), List.of()).requireAgreement(TRUTH))
                .doesNotThrowAnyException();
        assertThatCode(() -> DeclaredSignature.NONE.requireAgreement(TRUTH))
                .doesNotThrowAnyException();
    }

    @Test
    void mayDeclareLessThanTheModelTakes() {
        var narrow = new DeclaredTensor("x", DataType.FP32, Shape.of(8, 4));
        assertThatCode(() -> declare(List.of(narrow), List.of()).requireAgreement(TRUTH))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherTypeAndSaysBoth() {
        var wrong = new DeclaredTensor("x", DataType.FP64, Shape.of(-1, 4));
        assertRefused(
                declare(List.of(wrong), List.of()),
                "input 'x' is declared as FP64, the model has FP32");
    }

    @Test
    void refusesAnotherShapeAndSaysBoth() {
        var wrong = new DeclaredTensor("x", DataType.FP32, Shape.of(-1, 5));
        assertRefused(
                declare(List.of(wrong), List.of()),
                "input 'x' is declared with shape [-1,5], the model has [-1,4]");
    }

    @Test
    void refusesAnOpenDimensionWhereTheModelHasAFixedOne() {
        var wrong = new DeclaredTensor("x", DataType.FP32, Shape.of(-1, -1));
        assertRefused(
                declare(List.of(wrong), List.of()),
                "input 'x' is declared with shape [-1,-1], the model has [-1,4]");
    }

    @Test
    void refusesANameThatTheModelDoesNotHaveAndListsItsNames() {
        var wrong = new DeclaredTensor("z", DataType.INT64, Shape.of(-1));
        assertRefused(
                declare(List.of(), List.of(wrong)), "output 'z' is declared, the model has only y");
    }

    @Test
    void refusesToLeaveOutAnInputThatTheModelNeeds() {
        var hint = new DeclaredTensor("hint", DataType.INT64, Shape.of(1));
        assertRefused(
                declare(List.of(hint), List.of()),
                "input 'x' of the model is not declared, expected it beside hint");
    }

    @Test
    void refusesLabelsOfAnOutputThatTheModelDoesNotHave() {
        assertRefused(
                new DeclaredSignature(List.of(), List.of(), Map.of("z", "labels.txt")),
                "output 'z' is declared, the model has only y");
    }

    private static DeclaredSignature declare(
            List<DeclaredTensor> inputs, List<DeclaredTensor> outputs) {
        return new DeclaredSignature(inputs, outputs, Map.of());
    }

    private static void assertRefused(DeclaredSignature declared, String message) {
        assertThatThrownBy(() -> declared.requireAgreement(TRUTH))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage(message);
    }
}
