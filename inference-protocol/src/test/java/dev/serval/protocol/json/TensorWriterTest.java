package dev.serval.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorWriterTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void nestsAsTheShapeIs() {
        try (Tensor tensor = longs(Shape.of(2, 1, 3), 1, 2, 3, 4, 5, 6)) {
            assertThat(written(writer -> writer.writeNested(tensor)))
                    .isEqualTo("[[[1,2,3]],[[4,5,6]]]");
            assertThat(written(writer -> writer.writeFlat(tensor))).isEqualTo("[1,2,3,4,5,6]");
            assertThat(written(writer -> writer.writeRow(tensor, 1))).isEqualTo("[[4,5,6]]");
        }
    }

    @Test
    void writesTheRowsOfAVectorAndAScalarBare() {
        try (Tensor vector = longs(Shape.of(2), 7, 8);
                Tensor scalar = longs(Shape.scalar(), 9)) {
            assertThat(written(writer -> writer.writeRow(vector, 1))).isEqualTo("8");
            assertThat(written(writer -> writer.writeRow(scalar, 0))).isEqualTo("9");
            assertThat(written(writer -> writer.writeNested(scalar))).isEqualTo("9");
            assertThat(written(writer -> writer.writeFlat(scalar))).isEqualTo("[9]");
        }
    }

    @Test
    void nestsEmptyDimensions() {
        try (Tensor inner = longs(Shape.of(2, 0));
                Tensor outer = longs(Shape.of(0, 2))) {
            assertThat(written(writer -> writer.writeNested(inner))).isEqualTo("[[],[]]");
            assertThat(written(writer -> writer.writeNested(outer))).isEqualTo("[]");
            assertThat(written(writer -> writer.writeRow(inner, 1))).isEqualTo("[]");
        }
    }

    @Test
    void writesBytesThatAreNoTextAsItWasTold() {
        List<byte[]> elements = List.of(new byte[] {'o', 'k'}, new byte[] {-1, -1, 0});
        try (Tensor tensor = Tensor.ofBytes("y", Shape.of(2), elements, allocator)) {
            JsonWriter json = new JsonWriter(0);
            new TensorWriter(json, TensorWriter.NonText.BASE64).writeFlat(tensor);
            assertThat(text(json)).isEqualTo("[\"ok\",{\"b64\":\"//8A\"}]");
            assertThatThrownBy(() -> written(writer -> writer.writeFlat(tensor)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "output 'y': element 1 is not UTF-8, expected text, or a request for it with"
                                    + " binary_data true");
        }
    }

    private Tensor longs(Shape shape, long... values) {
        return Tensor.ofLongs("x", shape, values, allocator);
    }

    private static String written(Consumer<TensorWriter> write) {
        JsonWriter json = new JsonWriter(0);
        write.accept(new TensorWriter(json, TensorWriter.NonText.REFUSED));
        return text(json);
    }

    private static String text(JsonWriter json) {
        return new String(json.toSegment().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
