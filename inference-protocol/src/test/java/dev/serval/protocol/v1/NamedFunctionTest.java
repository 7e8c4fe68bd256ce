package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelFunctions;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.TensorAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFunctionTest {
    private static final ModelSignature NUMBERS = of("x", DataType.FP32, Shape.of(-1, 2));
    private static final ModelSignature LINES = of("line", DataType.BYTES, Shape.of(-1));
    private static final ModelSignature MODEL =
            NUMBERS.servedOf(
                    new ModelFunctions(
                            "serving_default",
                            Map.of("serving_default", NUMBERS, "lines", LINES, "also", NUMBERS)));

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"signature_name\":\"lines\",\"instances\":[\"1,2\"]}",
                "{\"instances\":[\"1,2\"],\"a\":{\"signature_name\":\"x\"},\"signature_name\":\"lines\"}"
            })
    void valuesHaveTheTypesOfTheFunctionThatIsNamedAnywhere(String body) {
        try (V1Request request = read(body)) {
            assertThat(request.request().inputs().getFirst().tensor()).hasToString("line BYTES[1]");
            assertThat(request.request().parameters().findText("signature_name")).contains("lines");
            assertThat(MODEL.asked(request.request().parameters())).isEqualTo(LINES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[[1,2]]}",
                "{\"signature_name\":null,\"instances\":[[1,2]]}",
                "{\"signature_name\":\"\",\"instances\":[[1,2]]}",
                "{\"signature_name\":\"serving_default\",\"instances\":[[1,2]]}"
            })
    void whoAsksForTheServedFunctionNeedNotNameIt(String body) {
        try (V1Request request = read(body)) {
            assertThat(request.request().parameters().isEmpty()).isTrue();
            assertThat(MODEL.asked(request.request().parameters())).isSameAs(MODEL);
        }
    }

    @Test
    void aFunctionThatLooksLikeTheServedOneIsStillAnother() {
        try (V1Request request = read("{\"signature_name\":\"also\",\"instances\":[[1,2]]}")) {
            assertThat(request.request().parameters().findText("signature_name")).contains("also");
        }
    }

    @Test
    void refusesAFunctionThatTheModelHasNotAndNamesThoseThatItHas() {
        assertThatThrownBy(() -> read("{\"instances\":[[1,2]],\"signature_name\":\"line\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "the model has no signature 'line', only [also, lines, serving_default]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{}", "[\"lines\"]", "true"})
    void refusesANameThatIsNoString(String name) {
        assertThatThrownBy(() -> read("{\"instances\":[[1,2]],\"signature_name\":" + name + "}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("'signature_name' is ")
                .hasMessageEndingWith(", expected a string");
    }

    private V1Request read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return V1Reader.read(bytes, bytes.length, MODEL, allocator);
    }

    private static ModelSignature of(String input, DataType type, Shape shape) {
        TensorSpec output = new TensorSpec("y", DataType.FP32, Shape.of(-1));
        return new ModelSignature(
                "any", List.of(new TensorSpec(input, type, shape)), List.of(output));
    }
}
