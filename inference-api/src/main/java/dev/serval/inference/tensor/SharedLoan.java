package dev.serval.inference.tensor;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// Lends parts of one block, which goes back once this and all its parts are closed; what does not
/// fit any more is lent by the allocator behind. Made for an answer of several small tensors, where
/// a loan for each would cost more than computing what is in it. One thread takes from it and
/// closes it; a part is its owner's, on whatever thread.
public final class SharedLoan implements TensorAllocator, AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final TensorAllocator behind;
    private final MemorySegment segment;
    private final MemoryBlock block;

    /// How many parts are not closed yet, less all that were taken until this is closed.
    private final AtomicInteger open = new AtomicInteger();

    private int parts;
    private long taken;

    private SharedLoan(TensorAllocator behind, MemoryBlock block) {
        this.behind = behind;
        this.block = block;
        this.segment = block.segment();
    }

    /// Room for that many parts of that size.
    public static SharedLoan of(int parts, long byteSize, TensorAllocator behind) {
        long size = Math.multiplyExact(parts, aligned(byteSize));
        return new SharedLoan(behind, behind.take(size));
    }

    private static long aligned(long byteSize) {
        return Math.addExact(byteSize, ALIGNMENT - 1) & -ALIGNMENT;
    }

    @Override
    public MemoryBlock take(long byteSize) {
        if (byteSize < 0 || byteSize > segment.byteSize() - taken) {
            return behind.take(byteSize);
        }
        Part part = new Part(segment.asSlice(taken, byteSize));
        taken = Math.min(segment.byteSize(), taken + aligned(byteSize));
        parts++;
        return part;
    }

    @Override
    public long bytesOnLoan() {
        return behind.bytesOnLoan();
    }

    /// Lends no more parts; those that were taken stay.
    @Override
    public void close() {
        taken = segment.byteSize() + 1;
        release(parts);
        parts = 0;
    }

    private void release(int change) {
        if (open.addAndGet(change) == 0) {
            block.close();
        }
    }

    private final class Part implements MemoryBlock {
        private final MemorySegment segment;
        private boolean closed;

        Part(MemorySegment segment) {
            this.segment = segment;
        }

        @Override
        public MemorySegment segment() {
            if (closed) {
                throw new IllegalStateException("this memory block was given back already");
            }
            return segment;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(-1);
            }
        }
    }
}
