package dev.serval.engine.onnx.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/// Native memory for the arguments of one thread's calls: slices of one small block, and blocks of
/// their own beyond it.
final class Scratch implements SegmentAllocator, AutoCloseable {
    private static final long FIRST_BLOCK = 1024;

    private final MemorySegment block;
    private @Nullable Arena arena;
    private long kept;
    private long used;

    @SuppressWarnings("MustBeClosedChecker") // close() does
    Scratch() {
        arena = Arena.ofConfined();
        block = arena.allocate(FIRST_BLOCK, Long.BYTES);
    }

    private Scratch(MemorySegment block) {
        this.block = block;
    }

    /// A scratch that is used again after it was closed, by one thread at a time. Its block is the
    /// garbage collector's to free.
    static Scratch lasting() {
        return new Scratch(Arena.ofAuto().allocate(FIRST_BLOCK, Long.BYTES));
    }

    /// Keeps what was allocated so far when a lasting scratch is closed.
    void keep() {
        kept = used;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        long start = (used + byteAlignment - 1) & -byteAlignment;
        if (byteAlignment > Long.BYTES || byteSize > FIRST_BLOCK - start) {
            return arena().allocate(byteSize, byteAlignment);
        }
        used = start + byteSize;
        return block.asSlice(start, byteSize);
    }

    @SuppressWarnings("MustBeClosedChecker") // close() does
    private Arena arena() {
        Arena open = arena;
        if (open == null) {
            open = Arena.ofConfined();
            arena = open;
        }
        return open;
    }

    /// Frees what was allocated; what a lasting scratch keeps stays.
    @Override
    public void close() {
        used = kept;
        Arena open = arena;
        if (open != null) {
            arena = null;
            open.close();
        }
    }
}
