package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ByteStringTensorTest {
    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void keepsTextsOfAnyLengthAndScript() {
        List<String> texts = List.of("", "a\0b", "größe", "🦝");
        try (Tensor tensor = Tensor.ofStrings("s", Shape.of(2, 2), texts, allocator)) {
            assertThat(tensor.dataType()).isEqualTo(DataType.BYTES);
            assertThat(tensor.elementCount()).isEqualTo(4);
            assertThat(tensor.toStrings()).isEqualTo(texts);
        }
    }

    @Test
    void keepsBytesThatAreNoText() {
        byte[] bytes = {(byte) 0xff, 0, (byte) 0xc0};
        List<byte[]> elements = List.of(new byte[0], bytes);
        try (Tensor tensor = Tensor.ofBytes("s", Shape.of(2), elements, allocator)) {
            assertThat(tensor.element(0).byteSize()).isZero();
            assertThat(tensor.element(1).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
            assertThat(tensor.toStrings()).containsExactly("", "\uFFFD\0\uFFFD");
            assertThat(tensor.data().byteSize()).isEqualTo(3);
            assertThat(tensor.offsets().toArray(Tensor.OFFSET)).containsExactly(0, 0, 3);
        }
    }

    @Test
    void doesNotShowWhatItsMemoryHeldBefore() {
        try (MemoryBlock dirty = allocator.take(200)) {
            dirty.segment().fill((byte) 0x7f);
        }
        try (Tensor tensor = Tensor.ofStrings("s", Shape.of(2), List.of("", "a"), allocator)) {
            assertThat(tensor.toStrings()).containsExactly("", "a");
        }
    }

    @Test
    void hasNoElementBeforeTheFirstOrAfterTheLast() {
        try (Tensor tensor = Tensor.ofStrings("s", Shape.of(1), List.of("a"), allocator)) {
            assertThatThrownBy(() -> tensor.element(-1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> tensor.element(1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void mayBeEmpty() {
        try (Tensor tensor = Tensor.ofStrings("s", Shape.of(0), List.of(), allocator)) {
            assertThat(tensor.toStrings()).isEmpty();
            assertThat(tensor.offsets().toArray(Tensor.OFFSET)).containsExactly(0);
        }
    }

    @Test
    void refusesAnotherNumberOfTextsAndTakesNoMemory() {
        assertThatThrownBy(() -> Tensor.ofStrings("s", Shape.of(3), List.of("a", "b"), allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 's': 2 elements, expected 3 for shape [3]");
    }

    @Test
    void isMadeOverOffsetsThatNeverFallAndGivesTheirMemoryBack() {
        AtomicInteger closed = new AtomicInteger();
        MemorySegment data = utf8("abcd");
        Tensor tensor =
                Tensor.overBytes(
                        "s", Shape.of(3), data, offsets(1, 1, 3, 4), closed::incrementAndGet);
        assertThat(tensor.toStrings()).containsExactly("", "bc", "d");
        tensor.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void refusesAnotherNumberOfOffsets() {
        assertThatThrownBy(() -> over(Shape.of(2), 0, 4))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 's': 1 elements, expected 2");
        assertThatThrownBy(() -> over(Shape.of(0))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesOffsetsThatFallOrLeaveTheData() {
        assertThatThrownBy(() -> over(Shape.of(3), 0, 3, 2, 4))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 's': offset 2 is 2, expected 3 to 4");
        assertThatThrownBy(() -> over(Shape.of(1), 0, 5))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 's': offset 1 is 5, expected 0 to 4");
        assertThatThrownBy(() -> over(Shape.of(1), -1, 4))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tensor 's': offset 0 is -1, expected 0 to 4");
    }

    @Test
    void isNotReadAsNumbers() {
        try (Tensor tensor = Tensor.ofStrings("s", Shape.of(1), List.of("a"), allocator)) {
            assertThatThrownBy(tensor::toFloats)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 's' is BYTES, expected FP32");
        }
    }

    private static Tensor over(Shape shape, long... offsets) {
        return Tensor.overBytes(
                "s", shape, utf8("abcd"), offsets(offsets), Tensor.Release.BORROWED);
    }

    private static MemorySegment offsets(long... offsets) {
        return MemorySegment.ofArray(offsets);
    }

    private static MemorySegment utf8(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }
}
