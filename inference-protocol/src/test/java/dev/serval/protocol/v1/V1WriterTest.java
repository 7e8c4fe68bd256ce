package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.request.InferRequest;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.EncodedMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class V1WriterTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void answersRowsWithOneValueEach() {
        assertThat(answer(V1Format.ROWS, floats("y", Shape.of(2, 2), 1, 2, Float.NaN, 0.1f)))
                .isEqualTo("{\"predictions\":[[1.0,2.0],[NaN,0.1]]}");
        assertThat(answer(V1Format.ROWS, longs("y", Shape.of(3), 7, 8, 9)))
                .isEqualTo("{\"predictions\":[7,8,9]}");
    }

    @Test
    void answersColumnsWithTheWholeOutput() {
        assertThat(answer(V1Format.COLUMNS, longs("y", Shape.of(2, 1), 7, 8)))
                .isEqualTo("{\"outputs\":[[7],[8]]}");
        assertThat(answer(V1Format.COLUMNS, longs("y", Shape.scalar(), 7)))
                .isEqualTo("{\"outputs\":7}");
    }

    @Test
    void namesTheOutputsIfThereAreSeveral() {
        Tensor label = Tensor.ofStrings("label", Shape.of(2), List.of("a", "b"), allocator);
        assertThat(answer(V1Format.ROWS, label, longs("n", Shape.of(2, 2), 1, 2, 3, 4)))
                .isEqualTo(
                        "{\"predictions\":[{\"label\":\"a\",\"n\":[1,2]},{\"label\":\"b\",\"n\":[3,4]}]}");
        Tensor text = Tensor.ofStrings("label", Shape.of(1), List.of("a"), allocator);
        assertThat(answer(V1Format.COLUMNS, text, longs("n", Shape.of(3), 1, 2, 3)))
                .isEqualTo("{\"outputs\":{\"label\":[\"a\"],\"n\":[1,2,3]}}");
    }

    @Test
    void answersNoRowsAndNoOutputs() {
        assertThat(answer(V1Format.ROWS, longs("y", Shape.of(0, 3))))
                .isEqualTo("{\"predictions\":[]}");
        assertThat(answer(V1Format.ROWS)).isEqualTo("{\"predictions\":[]}");
        assertThat(answer(V1Format.COLUMNS)).isEqualTo("{\"outputs\":{}}");
    }

    @Test
    void countsAScalarAsOneRow() {
        assertThat(answer(V1Format.ROWS, longs("y", Shape.scalar(), 7)))
                .isEqualTo("{\"predictions\":[7]}");
        assertThat(
                        answer(
                                V1Format.ROWS,
                                longs("a", Shape.scalar(), 7),
                                longs("b", Shape.of(1, 2), 8, 9)))
                .isEqualTo("{\"predictions\":[{\"a\":7,\"b\":[8,9]}]}");
    }

    @Test
    void writesBytesThatAreNoTextAsBase64() {
        Tensor tensor =
                Tensor.ofBytes(
                        "y", Shape.of(2), List.of(new byte[] {-1}, new byte[] {'a'}), allocator);
        assertThat(answer(V1Format.ROWS, tensor))
                .isEqualTo("{\"predictions\":[{\"b64\":\"/w==\"},\"a\"]}");
    }

    @Test
    void refusesRowsOfOutputsThatDoNotHaveEquallyMany() {
        try (InferResponse response =
                InferResponse.of(longs("a", Shape.of(2), 1, 2), longs("b", Shape.of(3), 1, 2, 3))) {
            V1Request rows = new V1Request(InferRequest.of(List.of()), V1Format.ROWS);
            assertThatThrownBy(() -> V1Writer.write(rows, response))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "output 'b' has shape [3], expected 2 rows like output 'a': send \"inputs\""
                                    + " instead of \"instances\" to get both whole");
        }
    }

    private String answer(V1Format format, Tensor... outputs) {
        try (V1Request request = new V1Request(InferRequest.of(List.of()), format);
                InferResponse response = InferResponse.of(outputs);
                EncodedMessage message = V1Writer.write(request, response)) {
            return new String(message.toByteArray(), StandardCharsets.UTF_8);
        }
    }

    private Tensor longs(String name, Shape shape, long... values) {
        return Tensor.ofLongs(name, shape, values, allocator);
    }

    private Tensor floats(String name, Shape shape, float... values) {
        return Tensor.ofFloats(name, shape, values, allocator);
    }
}
