package dev.serval.inference.tensor;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Lends memory from free lists by size class: powers of two from 256 bytes to 4 MiB. What comes
/// back is kept for the next taker up to a bound and freed beyond it; larger blocks are allocated
/// and freed each time. Nothing is zeroed on reuse.
///
/// Of small blocks, a thread gets back first what it gave back last: event loops do not wait for
/// each other, and what was made for a block's address is found again.
public final class PooledTensorAllocator implements TensorAllocator {
    private static final int SMALLEST_BITS = 8;
    private static final int LARGEST_BITS = 22;
    private static final long ALIGNMENT = 64;

    private final SizeClass[] classes = new SizeClass[LARGEST_BITS - SMALLEST_BITS + 1];
    private final LongAdder onLoan = new LongAdder();

    /// @param retainedBytesPerClass how many idle bytes each of the 15 size classes may keep
    public PooledTensorAllocator(long retainedBytesPerClass) {
        for (int i = 0; i < classes.length; i++) {
            long blockSize = 1L << (SMALLEST_BITS + i);
            classes[i] = new SizeClass(blockSize, retainedBytesPerClass / blockSize);
        }
    }

    @Override
    public MemoryBlock take(long byteSize) {
        if (byteSize < 0) {
            throw new InvalidInput("a block of %d bytes, expected 0 or more".formatted(byteSize));
        }
        Block block = new Block(byteSize, chunkFor(byteSize));
        onLoan.add(byteSize);
        return block;
    }

    @Override
    public long bytesOnLoan() {
        return onLoan.sum();
    }

    private Chunk chunkFor(long byteSize) {
        int bits = Math.max(SMALLEST_BITS, Long.SIZE - Long.numberOfLeadingZeros(byteSize - 1));
        if (byteSize <= 1) {
            bits = SMALLEST_BITS;
        }
        if (bits > LARGEST_BITS) {
            return Chunk.allocate(byteSize, null);
        }
        return classes[bits - SMALLEST_BITS].take();
    }

    /// One free list, and stashes before it where it may keep many chunks. A chunk is allocated
    /// when none of them has one for the taker.
    private static final class SizeClass {
        /// The share of what is kept that stashes may hold: one in so many.
        private static final int STASHED = 2;

        private final long blockSize;
        private final long retained;
        private final @Nullable Stashes<Chunk> stashes;
        private final ArrayDeque<Chunk> idle = new ArrayDeque<>();
        private final ReentrantLock lock = new ReentrantLock();

        SizeClass(long blockSize, long kept) {
            Stashes<Chunk> ofThreads = new Stashes<>(Runtime.getRuntime().availableProcessors());
            boolean isWorthIt = STASHED * ofThreads.capacity() <= kept;
            this.blockSize = blockSize;
            this.stashes = isWorthIt ? ofThreads : null;
            this.retained = isWorthIt ? kept - ofThreads.capacity() : kept;
        }

        Chunk take() {
            Chunk stashed = stashes == null ? null : stashes.poll();
            return stashed == null ? takeShared() : stashed;
        }

        private Chunk takeShared() {
            lock.lock();
            try {
                Chunk chunk = idle.pollLast();
                if (chunk != null) {
                    return chunk;
                }
            } finally {
                lock.unlock();
            }
            return Chunk.allocate(blockSize, this);
        }

        /// Whether the chunk was kept; the caller frees it otherwise.
        boolean keeps(Chunk chunk) {
            if (stashes != null && stashes.offer(chunk)) {
                return true;
            }
            lock.lock();
            try {
                if (idle.size() >= retained) {
                    return false;
                }
                idle.addLast(chunk);
                return true;
            } finally {
                lock.unlock();
            }
        }
    }

    /// Memory, and the free list it returns to, if any.
    private record Chunk(OffHeap memory, @Nullable SizeClass home) {
        static Chunk allocate(long byteSize, @Nullable SizeClass home) {
            try {
                return new Chunk(OffHeap.allocate(byteSize, ALIGNMENT), home);
            } catch (OutOfMemoryError refused) {
                throw new TooLarge(
                        "a block of %d bytes is more memory than there is".formatted(byteSize));
            }
        }

        MemorySegment segment() {
            return memory.segment();
        }

        void giveBack() {
            if (home == null || !home.keeps(this)) {
                memory.free();
            }
        }
    }

    private final class Block implements MemoryBlock {
        private static final VarHandle CHUNK = chunkHandle();

        private final MemorySegment segment;
        private volatile @Nullable Chunk chunk;

        Block(long byteSize, Chunk chunk) {
            this.segment = chunk.segment().asSlice(0, byteSize);
            this.chunk = chunk;
        }

        @Override
        public MemorySegment segment() {
            if (chunk == null) {
                throw new IllegalStateException("this memory block was given back already");
            }
            return segment;
        }

        @Override
        public void close() {
            Chunk held = (Chunk) CHUNK.getAndSet(this, null);
            if (held != null) {
                onLoan.add(-segment.byteSize());
                held.giveBack();
            }
        }

        private static VarHandle chunkHandle() {
            try {
                return MethodHandles.lookup().findVarHandle(Block.class, "chunk", Chunk.class);
            } catch (ReflectiveOperationException impossible) {
                throw new ExceptionInInitializerError(impossible);
            }
        }
    }
}
