package dev.serval.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RawTensorsTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsBackWhatItWrote(DataType type) {
        Random random = new Random(type.ordinal());
        for (int i = 0; i < 100; i++) {
            Shape shape = Specimens.shape(random);
            try (Tensor written = Specimens.tensor("x", type, shape, random, allocator);
                    Tensor read =
                            RawTensors.read(
                                    "x",
                                    type,
                                    shape,
                                    MemorySegment.ofArray(raw(written)),
                                    allocator)) {
                Specimens.assertSame(read, written);
            }
        }
    }

    @Test
    void writesIntegersLittleEndian() {
        try (Tensor tensor =
                Tensor.ofLongs("x", Shape.of(1), new long[] {0x0102030405060708L}, allocator)) {
            assertThat(raw(tensor)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        }
    }

    @Test
    void writesByteStringsBehindTheirLengths() {
        List<byte[]> elements =
                List.of(new byte[] {'a', 'b', 'c'}, new byte[0], new byte[] {0, -1});
        try (Tensor tensor = Tensor.ofBytes("x", Shape.of(3), elements, allocator)) {
            assertThat(RawTensors.byteSize(tensor)).isEqualTo(17);
            assertThat(raw(tensor))
                    .containsExactly(3, 0, 0, 0, 'a', 'b', 'c', 0, 0, 0, 0, 2, 0, 0, 0, 0, -1);
        }
    }

    @Test
    void viewsNativeMemoryThatIsAlignedToTheElements() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64, 8);
            MemorySegment raw = memory.asSlice(4, 16);
            raw.set(ValueLayout.JAVA_FLOAT, 0, 1.5f);
            try (Tensor view = RawTensors.read("x", DataType.FP32, Shape.of(4), raw, allocator)) {
                assertThat(view.data().address()).isEqualTo(raw.address());
                assertThat(allocator.bytesOnLoan()).isZero();
            }
            assertThat(raw.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(1.5f);
        }
    }

    @Test
    void copiesNativeMemoryThatIsNotAlignedToTheElements() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(64, 8).asSlice(4, 16);
            raw.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, 42);
            try (Tensor copy = RawTensors.read("x", DataType.INT64, Shape.of(2), raw, allocator)) {
                assertThat(copy.data().address()).isNotEqualTo(raw.address());
                assertThat(copy.data().address() % 8).isZero();
                assertThat(copy.toLongs()).containsExactly(0, 42);
                assertThat(allocator.bytesOnLoan()).isEqualTo(16);
            }
        }
    }

    @Test
    void refusesBytesThatDoNotMakeTheShapeAndSaysBothSizes() {
        assertRefused(
                DataType.FP32,
                Shape.of(2, 2),
                new byte[15],
                "input 'x': 15 bytes of raw data, expected 16 for shape [2,2] of FP32");
    }

    @Test
    void refusesABooleanThatIsNeitherZeroNorOne() {
        assertRefused(
                DataType.BOOL,
                Shape.of(3),
                new byte[] {0, 1, -2},
                "input 'x': element 2 is 254, expected BOOL as 0 or 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 0 0 0 0 0 0 0 | 7 bytes of raw data, expected 4 or more for each element of [2]",
                "1 | 5 0 0 0 1 2 | element 0 claims 5 bytes, 2 are left",
                "1 | 255 255 255 255 1 | element 0 claims 4294967295 bytes, 1 are left",
                "2 | 3 0 0 0 1 2 3 9 | element 1 has 1 bytes left, expected a length of 4 bytes",
                "2 | 4 0 0 0 1 2 3 4 | element 1 has 0 bytes left, expected a length of 4 bytes",
                "1 | 1 0 0 0 1 2 3 | 2 bytes are left after its 1 elements, expected none",
                "0 | 7 | 1 bytes are left after its 0 elements, expected none",
                "4611686018427387904 | 1 2 3 4 | 4 bytes of raw data, expected 4 or more for each element"
                        + " of [4611686018427387904]"
            })
    void refusesByteStringsWhoseLengthsDoNotAddUp(long count, String bytes, String message) {
        byte[] raw = new byte[bytes.split(" ").length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) Integer.parseInt(bytes.split(" ")[i]);
        }
        assertRefused(DataType.BYTES, Shape.of(count), raw, "input 'x': " + message);
    }

    @Test
    void givesNothingBackThatItCouldNotTake() {
        LimitedAllocator none = new LimitedAllocator(0);
        assertThatThrownBy(() ->
                        RawTensors.read(
                                "x",
                                DataType.FP32,
                                Shape.of(1),
                                MemorySegment.ofArray(new byte[4]),
                                none))
                .isInstanceOf(TooLarge.class);
        assertThat(none.bytesOnLoan()).isZero();
    }

    private void assertRefused(DataType type, Shape shape, byte[] raw, String message) {
        MemorySegment bytes = MemorySegment.ofArray(raw);
        assertThatThrownBy(() -> RawTensors.read("x", type, shape, bytes, allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }

    private static byte[] raw(Tensor tensor) {
        byte[] raw = new byte[(int) RawTensors.byteSize(tensor)];
        RawTensors.write(tensor, MemorySegment.ofArray(raw));
        return raw;
    }
}
