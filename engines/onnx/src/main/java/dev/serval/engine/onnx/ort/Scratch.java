package dev.serval.engine.onnx.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Native memory for the arguments of one thread's calls: slices of one small block, and blocks of
/// their own beyond it.
final class Scratch implements SegmentAllocator, AutoCloseable {
    private static final long FIRST_BLOCK = 1024;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment block = arena.allocate(FIRST_BLOCK, Long.BYTES);
    private long used;

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        long start = (used + byteAlignment - 1) & -byteAlignment;
        if (byteAlignment > Long.BYTES || byteSize > FIRST_BLOCK - start) {
            return arena.allocate(byteSize, byteAlignment);
        }
        used = start + byteSize;
        return block.asSlice(start, byteSize);
    }

    @Override
    public void close() {
        arena.close();
    }
}
