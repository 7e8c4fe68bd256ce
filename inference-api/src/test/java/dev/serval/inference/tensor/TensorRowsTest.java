package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorRowsTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void leavesNothingOnLoan() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void stacksRowsInTheirOrder() {
        try (Tensor one = floats(1, 1, 2);
                Tensor two = floats(2, 3, 4, 5, 6);
                Tensor stacked = TensorRows.stack(List.of(one, two), allocator)) {
            assertThat(stacked.name()).isEqualTo("x");
            assertThat(stacked.shape()).isEqualTo(Shape.of(3, 2));
            assertThat(stacked.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void stacksNoRowsAtAll() {
        try (Tensor none = floats(0);
                Tensor stacked = TensorRows.stack(List.of(none, none), allocator)) {
            assertThat(stacked.shape()).isEqualTo(Shape.of(0, 2));
        }
    }

    @Test
    void stacksStringsAndSlicesOfStrings() {
        try (Tensor letters = strings("a", "bcd", "", "é");
                Tensor middle = TensorRows.slice(letters, 1, 2, Tensor.Release.BORROWED);
                Tensor stacked = TensorRows.stack(List.of(middle, letters), allocator)) {
            assertThat(middle.toStrings()).containsExactly("bcd", "");
            assertThat(stacked.toStrings()).containsExactly("bcd", "", "a", "bcd", "", "é");
        }
    }

    @Test
    void slicesAViewThatGivesItsMemoryBackOnce() {
        AtomicInteger given = new AtomicInteger();
        try (Tensor whole = floats(3, 1, 2, 3, 4, 5, 6)) {
            Tensor last = TensorRows.slice(whole, 1, 2, given::incrementAndGet);
            assertThat(last.shape()).isEqualTo(Shape.of(2, 2));
            assertThat(last.toFloats()).containsExactly(3, 4, 5, 6);
            last.close();
            last.close();
            assertThat(given).hasValue(1);
        }
    }

    @Test
    void refusesRowsThatATensorDoesNotHave() {
        try (Tensor whole = floats(1, 1, 2)) {
            assertThatThrownBy(() -> TensorRows.slice(whole, 1, 1, Tensor.Release.BORROWED))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("tensor 'x': rows 1 to 2, expected them within 1");
        }
    }

    @Test
    void refusesARowOfAnotherWidthAndSaysBoth() {
        try (Tensor two = floats(1, 1, 2);
                Tensor three =
                        Tensor.ofFloats("x", Shape.of(1, 3), new float[] {1, 2, 3}, allocator)) {
            assertThatThrownBy(() -> TensorRows.stack(List.of(two, three), allocator))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("tensor 'x' is FP32[1,3], expected rows as of FP32[1,2]");
        }
    }

    @Test
    void refusesAScalarWhichHasNoRows() {
        try (Tensor scalar = Tensor.ofFloats("x", Shape.scalar(), new float[] {1}, allocator)) {
            assertThatThrownBy(() -> TensorRows.stack(List.of(scalar), allocator))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    private Tensor floats(int rows, float... values) {
        return Tensor.ofFloats("x", Shape.of(rows, 2), values, allocator);
    }

    private Tensor strings(String... texts) {
        return Tensor.ofStrings("s", Shape.of(texts.length), List.of(texts), allocator);
    }
}
