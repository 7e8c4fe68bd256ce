package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void keepsTheFloatsItWasMadeOf() {
        try (Tensor tensor =
                Tensor.ofFloats("x", Shape.of(1, 3), new float[] {1.5f, -2, 0}, allocator)) {
            assertThat(tensor.name()).isEqualTo("x");
            assertThat(tensor.dataType()).isEqualTo(DataType.FP32);
            assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3));
            assertThat(tensor.elementCount()).isEqualTo(3);
            assertThat(tensor.data().byteSize()).isEqualTo(12);
            assertThat(tensor.data().getAtIndex(ValueLayout.JAVA_FLOAT, 1)).isEqualTo(-2f);
            assertThat(tensor.toFloats()).containsExactly(1.5f, -2, 0);
            assertThat(tensor).hasToString("x FP32[1,3]");
        }
    }

    @Test
    void keepsTheDoublesItWasMadeOf() {
        double[] values = {Math.PI, Double.NEGATIVE_INFINITY};
        try (Tensor tensor = Tensor.ofDoubles("x", Shape.of(2), values, allocator)) {
            assertThat(tensor.dataType()).isEqualTo(DataType.FP64);
            assertThat(tensor.toDoubles()).containsExactly(values);
        }
    }

    @Test
    void keepsTheLongsItWasMadeOf() {
        long[] values = {Long.MIN_VALUE, 0, Long.MAX_VALUE};
        try (Tensor tensor = Tensor.ofLongs("x", Shape.of(3), values, allocator)) {
            assertThat(tensor.dataType()).isEqualTo(DataType.INT64);
            assertThat(tensor.toLongs()).containsExactly(values);
        }
    }

    @Test
    void givesTheBitsOfUnsignedLongs() {
        try (Tensor tensor = Tensor.allocate("x", DataType.UINT64, Shape.of(1), allocator)) {
            tensor.data().set(ValueLayout.JAVA_LONG, 0, -1);
            assertThat(tensor.toLongs()).containsExactly(-1);
        }
    }

    @Test
    void readsElementsThatStartAtAnOddAddress() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[9]).asSlice(1);
        bytes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4, 7f);
        Tensor floats =
                Tensor.over("x", DataType.FP32, Shape.of(2), bytes, Tensor.Release.BORROWED);
        assertThat(floats.toFloats()).containsExactly(0, 7);
        floats.close();
    }

    @Test
    void anEmptyTensorTakesNoBytes() {
        try (Tensor tensor = Tensor.ofFloats("x", Shape.of(0, 4), new float[0], allocator)) {
            assertThat(tensor.elementCount()).isZero();
            assertThat(tensor.data().byteSize()).isZero();
            assertThat(tensor.toFloats()).isEmpty();
            assertThat(allocator.bytesOnLoan()).isZero();
        }
    }

    @Test
    void refusesAnotherNumberOfElementsAndSaysBothNumbers() {
        assertThatThrownBy(() -> Tensor.ofFloats("x", Shape.of(2, 2), new float[3], allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'x': 3 elements, expected 4 for shape [2,2]");
        assertThatThrownBy(() -> Tensor.ofDoubles("x", Shape.of(2), new double[3], allocator))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Tensor.ofLongs("x", Shape.scalar(), new long[0], allocator))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesMemoryOfAnotherSizeAndSaysBothSizes() {
        MemorySegment data = MemorySegment.ofArray(new byte[7]);
        assertThatThrownBy(() ->
                        Tensor.over("x", DataType.FP32, Shape.of(2), data, Tensor.Release.BORROWED))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 'x': 7 bytes of data, expected 8 for shape [2] of FP32");
    }

    @Test
    void takesNoMemoryForAShapeThatOverflowsOrIsOpen() {
        assertThatThrownBy(() ->
                        Tensor.allocate("x", DataType.FP64, Shape.of(Long.MAX_VALUE, 2), allocator))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Tensor.allocate("x", DataType.FP64, Shape.of(-1, 2), allocator))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesToBeReadAsAnotherTypeThanItIs() {
        try (Tensor floats = Tensor.ofFloats("x", Shape.of(1), new float[1], allocator)) {
            assertThatThrownBy(floats::toDoubles)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 'x' is FP32, expected FP64");
            assertThatThrownBy(floats::toLongs)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 'x' is FP32, expected INT64");
            assertThatThrownBy(floats::toStrings)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 'x' is FP32, expected BYTES");
            assertThatThrownBy(floats::offsets)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tensor 'x' is FP32, which has no offsets");
        }
        try (Tensor longs = Tensor.ofLongs("x", Shape.of(1), new long[1], allocator)) {
            assertThatThrownBy(longs::toFloats)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 'x' is INT64, expected FP32");
        }
    }

    @Test
    void givesItsMemoryBackOnceHoweverOftenItIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        MemorySegment data = MemorySegment.ofArray(new byte[4]);
        Tensor tensor = Tensor.over("x", DataType.FP32, Shape.of(1), data, closed::incrementAndGet);
        assertThat(closed).hasValue(0);
        tensor.close();
        tensor.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void closingTwiceDoesNotTakeMemoryFromTheNextOwner() {
        Tensor first = Tensor.ofFloats("first", Shape.of(1), new float[] {1}, allocator);
        first.close();
        Tensor second = Tensor.ofFloats("second", Shape.of(1), new float[] {2}, allocator);
        first.close();
        Tensor third = Tensor.ofFloats("third", Shape.of(1), new float[] {3}, allocator);
        assertThat(second.toFloats()).containsExactly(2);
        assertThat(third.toFloats()).containsExactly(3);
        second.close();
        third.close();
    }
}
