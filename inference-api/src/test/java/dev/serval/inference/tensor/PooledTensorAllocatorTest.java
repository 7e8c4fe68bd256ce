package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledTensorAllocatorTest {
    private final PooledTensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 255, 256, 257, 4096, 4097, 1 << 22, (1 << 22) + 1})
    void lendsExactlyTheBytesAskedForAlignedTo64(long byteSize) {
        try (MemoryBlock block = allocator.take(byteSize)) {
            assertThat(block.segment().byteSize()).isEqualTo(byteSize);
            assertThat(block.segment().address() % 64).isZero();
            assertThat(allocator.bytesOnLoan()).isEqualTo(byteSize);
            block.segment().fill((byte) 7);
        }
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesANegativeSize(long byteSize) {
        assertThatThrownBy(() -> allocator.take(byteSize))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("a block of %d bytes, expected 0 or more", byteSize);
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 63, 1L << 62, 1L << 48})
    void refusesWhatNoMachineHasAndLendsOnAfterwards(long byteSize) {
        assertThatThrownBy(() -> allocator.take(byteSize))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining(Long.toString(byteSize));
        assertThat(allocator.bytesOnLoan()).isZero();
        allocator.take(16).close();
    }

    @Test
    void lendsAgainWhatWasGivenBack() {
        long address;
        try (MemoryBlock first = allocator.take(300)) {
            address = first.segment().address();
        }
        try (MemoryBlock second = allocator.take(512)) {
            assertThat(second.segment().address()).isEqualTo(address);
        }
    }

    @Test
    void doesNotLendABlockOfAnotherSizeClass() {
        MemorySegment small;
        try (MemoryBlock first = allocator.take(256)) {
            small = first.segment();
        }
        try (MemoryBlock second = allocator.take(257)) {
            assertThat(second.segment().address()).isNotEqualTo(small.address());
        }
        assertThat(small.scope().isAlive()).isTrue();
    }

    @Test
    void freesWhatIsBeyondTheIdleBound() {
        PooledTensorAllocator tight = new PooledTensorAllocator(512);
        List<MemoryBlock> blocks =
                List.of(tight.take(256), tight.take(256), tight.take(256), tight.take(512));
        List<MemorySegment> segments = blocks.stream().map(MemoryBlock::segment).toList();
        blocks.forEach(MemoryBlock::close);
        assertThat(segments.stream().map(segment -> segment.scope().isAlive()))
                .containsExactly(true, true, false, true);
    }

    @Test
    void keepsNothingWhenItMayKeepNothing() {
        MemorySegment segment;
        try (MemoryBlock block = new PooledTensorAllocator(0).take(10)) {
            segment = block.segment();
        }
        assertThat(segment.scope().isAlive()).isFalse();
    }

    @Test
    void keepsABlockOfTheLargestClass() {
        MemorySegment segment;
        try (MemoryBlock block = new PooledTensorAllocator(1L << 22).take(1 << 22)) {
            segment = block.segment();
        }
        assertThat(segment.scope().isAlive()).isTrue();
    }

    @Test
    void freesABlockBeyondTheLargestClassAtOnce() {
        MemorySegment segment;
        try (MemoryBlock block = new PooledTensorAllocator(1L << 40).take((1 << 22) + 1)) {
            segment = block.segment();
        }
        assertThat(segment.scope().isAlive()).isFalse();
    }

    @Test
    void aBlockGivenBackIsNotReachableThroughItsOldHandle() {
        MemoryBlock block = allocator.take(8);
        block.close();
        assertThatThrownBy(block::segment)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this memory block was given back already");
    }

    @Test
    void closingTwiceGivesBackOnce() {
        MemoryBlock block = allocator.take(8);
        block.close();
        block.close();
        assertThat(allocator.bytesOnLoan()).isZero();
        try (MemoryBlock one = allocator.take(8);
                MemoryBlock other = allocator.take(8)) {
            assertThat(one.segment().address()).isNotEqualTo(other.segment().address());
            assertThat(allocator.bytesOnLoan()).isEqualTo(16);
        }
    }

    @Test
    void threadsClosingOneBlockTogetherGiveItBackOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 200; round++) {
                MemoryBlock block = allocator.take(64);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> closers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    closers.add(
                            threads.submit(() -> {
                                start.await();
                                block.close();
                                return true;
                            }));
                }
                start.countDown();
                for (Future<?> closer : closers) {
                    closer.get(10, TimeUnit.SECONDS);
                }
                assertThat(allocator.bytesOnLoan()).isZero();
            }
        }
    }

    /// Where many small blocks may be kept, some are kept for the thread that gave them back.
    @Test
    void keepsNoMoreThanItMayWhereThreadsHaveStashes() {
        PooledTensorAllocator roomy = new PooledTensorAllocator(1 << 20);
        List<MemoryBlock> blocks = Stream.generate(() -> roomy.take(256)).limit(5_000).toList();
        List<MemorySegment> segments = blocks.stream().map(MemoryBlock::segment).toList();
        blocks.forEach(MemoryBlock::close);
        long kept = segments.stream().filter(segment -> segment.scope().isAlive()).count();
        assertThat(kept).isBetween(2_000L, 4_096L);
    }

    @ParameterizedTest
    @ValueSource(longs = {2048, 8 << 20})
    void neverLendsOneBlockToTwoThreads(long retained) throws Exception {
        PooledTensorAllocator small = new PooledTensorAllocator(retained);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> takers = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                byte mark = (byte) i;
                takers.add(threads.submit(() -> takeMarkAndGiveBack(small, mark)));
            }
            for (Future<?> taker : takers) {
                taker.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(small.bytesOnLoan()).isZero();
    }

    private static void takeMarkAndGiveBack(TensorAllocator allocator, byte mark) {
        Random sizes = new Random(mark);
        for (int round = 0; round < 2_000; round++) {
            try (MemoryBlock one = allocator.take(sizes.nextInt(1, 700));
                    MemoryBlock other = allocator.take(sizes.nextInt(1, 700))) {
                one.segment().fill(mark);
                other.segment().fill((byte) -mark);
                requireAll(one.segment(), mark);
                requireAll(other.segment(), (byte) -mark);
            }
        }
    }

    private static void requireAll(MemorySegment segment, byte mark) {
        for (long i = 0; i < segment.byteSize(); i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, i) != mark) {
                throw new AssertionError("another thread wrote into a block on loan");
            }
        }
    }
}
