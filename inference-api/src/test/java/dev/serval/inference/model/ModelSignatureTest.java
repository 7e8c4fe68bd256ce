package dev.serval.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSignatureTest {
    private static final TensorSpec IN = new TensorSpec("x", DataType.FP32, Shape.of(-1, 4));
    private static final TensorSpec MASK =
            new TensorSpec("mask", DataType.BOOL, Shape.of(-1), true);
    private static final TensorSpec OUT = new TensorSpec("y", DataType.INT64, Shape.of(-1));

    @Test
    void findsInputsAndOutputsByTheirTrueNames() {
        ModelSignature signature =
                new ModelSignature("onnxruntime_onnx", List.of(IN, MASK), List.of(OUT));
        assertThat(signature.findInput("mask")).contains(MASK);
        assertThat(signature.findInput("x")).contains(IN);
        assertThat(signature.findInput("y")).isEmpty();
        assertThat(signature.findOutput("y")).contains(OUT);
        assertThat(signature.findOutput("x")).isEmpty();
    }

    @Test
    void isNotChangedThroughTheListsItWasMadeOf() {
        List<TensorSpec> specs = new ArrayList<>(List.of(IN));
        ModelSignature signature = new ModelSignature("p", specs, specs);
        specs.clear();
        assertThat(signature.inputs()).containsExactly(IN);
        assertThat(signature.outputs()).containsExactly(IN);
    }

    @Test
    void aTensorIsRequiredUnlessItIsSaidToBeOptional() {
        assertThat(IN.optional()).isFalse();
        assertThat(MASK.optional()).isTrue();
    }
}
