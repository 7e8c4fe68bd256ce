package dev.serval.engine.onnx.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Model;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.request.InferResponse;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class DataTypeTest {
    private static final Shape SHAPE = Shape.of(3, 5);

    @TempDir private Path directory;
    private TestModels models;

    @BeforeEach
    void startEngine() {
        models = new TestModels(directory);
    }

    @AfterEach
    void stopEngine() {
        models.close();
    }

    @ParameterizedTest
    @EnumSource
    void tellsEachTypeUnderItsProtocolName(DataType type) {
        Model model = models.load("identity_" + type);
        Shape open = Shape.of(-1, -1);
        assertThat(model.signature().inputs()).containsExactly(new TensorSpec("x", type, open));
        assertThat(model.signature().outputs()).containsExactly(new TensorSpec("y", type, open));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BYTES")
    void passesEveryBitOfEachTypeThrough(DataType type) {
        Model model = models.load("identity_" + type);
        Tensor input = Tensor.allocate("x", type, SHAPE, models.allocator);
        byte[] expected = fill(input.data(), type);
        try (InferResponse response = models.infer(model, input)) {
            assertThat(bytesOf(response, type, SHAPE)).isEqualTo(expected);
        }
        assertThat(models.allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BYTES")
    void readsTensorsAtAddressesThatTheTypeIsNotAlignedTo(DataType type) {
        Model model = models.load("identity_" + type);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(SHAPE.byteSize(type) + 1, 64).asSlice(1);
            byte[] expected = fill(data, type);
            Tensor input = Tensor.over("x", type, SHAPE, data, Tensor.Release.BORROWED);
            try (InferResponse response = models.infer(model, input)) {
                assertThat(bytesOf(response, type, SHAPE)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BYTES")
    void passesTensorsWithoutElements(DataType type) {
        Model model = models.load("identity_" + type);
        Shape empty = Shape.of(0, 7);
        Tensor input = Tensor.allocate("x", type, empty, models.allocator);
        try (InferResponse response = models.infer(model, input)) {
            assertThat(bytesOf(response, type, empty)).isEmpty();
        }
    }

    @Test
    void passesScalars() {
        Model model = models.load("identity_scalar");
        assertThat(model.signature().inputs().getFirst().shape()).isEqualTo(Shape.scalar());
        Tensor input = Tensor.ofFloats("x", Shape.scalar(), new float[] {2.5f}, models.allocator);
        try (InferResponse response = models.infer(model, input)) {
            Tensor output = response.outputs().getFirst();
            assertThat(output.shape()).isEqualTo(Shape.scalar());
            assertThat(output.toFloats()).containsExactly(2.5f);
        }
    }

    @Test
    void tellsAnUnknownRankAsOneOpenDimension() {
        Model model = models.load("identity_any_rank");
        assertThat(model.signature().inputs().getFirst().shape()).isEqualTo(Shape.of(-1));
    }

    private static byte[] fill(MemorySegment data, DataType type) {
        for (long i = 0; i < data.byteSize(); i++) {
            byte pattern = (byte) (type == DataType.BOOL ? i % 2 : 251 - 7 * i);
            data.set(ValueLayout.JAVA_BYTE, i, pattern);
        }
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytesOf(InferResponse response, DataType type, Shape shape) {
        Tensor output = response.outputs().getFirst();
        assertThat(output.name()).isEqualTo("y");
        assertThat(output.dataType()).isEqualTo(type);
        assertThat(output.shape()).isEqualTo(shape);
        return output.data().toArray(ValueLayout.JAVA_BYTE);
    }
}
