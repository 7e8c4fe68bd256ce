package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SharedLoanTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(0);

    @Test
    void theBlockGoesBackWithTheLastOfItsParts() {
        MemoryBlock first;
        MemoryBlock second;
        try (SharedLoan loan = SharedLoan.of(2, 8, allocator)) {
            first = loan.take(8);
            second = loan.take(8);
            assertThat(loan.bytesOnLoan()).isEqualTo(128);
        }
        first.close();
        first.close();
        assertThat(allocator.bytesOnLoan()).isEqualTo(128);
        second.close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void aLoanOfWhichNothingWasTakenGoesBackAtOnce() {
        SharedLoan.of(3, 100, allocator).close();
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void partsAreApartAndAligned() {
        try (SharedLoan loan = SharedLoan.of(2, 8, allocator);
                MemoryBlock first = loan.take(8);
                MemoryBlock second = loan.take(8)) {
            first.segment().set(ValueLayout.JAVA_LONG, 0, 1);
            second.segment().set(ValueLayout.JAVA_LONG, 0, 2);
            assertThat(first.segment().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(1);
            assertThat(first.segment().byteSize()).isEqualTo(8);
            assertThat(second.segment().address() % 64).isZero();
        }
    }

    @Test
    void whatDoesNotFitComesFromTheAllocatorBehind() {
        try (SharedLoan loan = SharedLoan.of(1, 64, allocator);
                MemoryBlock large = loan.take(1000);
                MemoryBlock small = loan.take(64)) {
            assertThat(large.segment().byteSize()).isEqualTo(1000);
            assertThat(small.segment().byteSize()).isEqualTo(64);
            assertThat(allocator.bytesOnLoan()).isEqualTo(1064);
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @Test
    void refusesASizeBelowZeroAndAPartThatWasGivenBack() {
        try (SharedLoan loan = SharedLoan.of(1, 64, allocator)) {
            assertThatThrownBy(() -> loan.take(-1)).isInstanceOf(InvalidInput.class);
            MemoryBlock part = loan.take(1);
            part.close();
            assertThatThrownBy(part::segment).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void nothingIsTakenFromALoanThatIsClosed() {
        SharedLoan loan = SharedLoan.of(1, 64, allocator);
        loan.close();
        try (MemoryBlock block = loan.take(8)) {
            assertThat(block.segment().byteSize()).isEqualTo(8);
            assertThat(allocator.bytesOnLoan()).isEqualTo(8);
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }
}
