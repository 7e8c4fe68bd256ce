package dev.serval.engine.onnx.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Model;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StringTensorTest {
    @TempDir private Path directory;
    private TestModels models;
    private Model identity;

    @BeforeEach
    void loadIdentity() {
        models = new TestModels(directory);
        identity = models.load("identity_BYTES");
    }

    @AfterEach
    void stopEngine() {
        models.close();
    }

    @Test
    void keepsNulBytes() {
        assertUnchanged(new byte[] {0}, new byte[] {'a', 0, 'b', 0}, new byte[] {0, 0, 0});
    }

    @Test
    void keepsEmoji() {
        assertUnchanged("🦜 says ça va 👩‍👩‍👧".getBytes(UTF_8), "\uD83D\uDE00".getBytes(UTF_8));
    }

    @Test
    void keepsBytesThatAreNoUtf8() {
        assertUnchanged(new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[] {(byte) 0xc0, 'x'});
    }

    @Test
    void keepsEmptyStringsBetweenOthers() {
        assertUnchanged(new byte[0], new byte[] {1}, new byte[0], new byte[0], new byte[] {2});
    }

    @Test
    void keepsALongString() {
        assertUnchanged(new byte[1 << 20], "short".getBytes(UTF_8));
    }

    @Test
    void passesATensorWithoutStrings() {
        Tensor input = Tensor.ofBytes("x", Shape.of(2, 0), List.of(), models.allocator);
        try (InferResponse response = models.infer(identity, input)) {
            Tensor output = response.outputs().getFirst();
            assertThat(output.shape()).isEqualTo(Shape.of(2, 0));
            assertThat(output.toStrings()).isEmpty();
        }
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    private void assertUnchanged(byte[]... elements) {
        Shape shape = Shape.of(elements.length, 1);
        Tensor input = Tensor.ofBytes("x", shape, List.of(elements), models.allocator);
        try (InferResponse response = models.infer(identity, input)) {
            assertThat(elementsOf(response.outputs().getFirst())).containsExactly(elements);
        }
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    private static List<byte[]> elementsOf(Tensor tensor) {
        List<byte[]> elements = new ArrayList<>();
        for (long i = 0; i < tensor.elementCount(); i++) {
            elements.add(tensor.element(i).toArray(ValueLayout.JAVA_BYTE));
        }
        return elements;
    }
}
