package dev.serval.protocol.json;

import dev.serval.inference.tensor.MemoryBlock;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.foreign.MemorySegment;

/// Off-heap memory that is filled from the front and doubles when it is full, until it is handed
/// over. It is given back if it never is.
final class GrowingMemory implements AutoCloseable {
    private static final long SMALLEST = 256;

    private final TensorAllocator allocator;
    private MemoryBlock block;
    private MemorySegment segment;
    private boolean handedOver;

    /// @param byteSize how much is expected
    GrowingMemory(long byteSize, TensorAllocator allocator) {
        this.allocator = allocator;
        this.block = allocator.take(byteSize);
        this.segment = block.segment();
    }

    /// The memory, with room for at least `needed` bytes from its start. The first `filled` bytes
    /// are what they were.
    MemorySegment reserve(long needed, long filled) {
        if (needed > segment.byteSize()) {
            grow(needed, filled);
        }
        return segment;
    }

    /// The memory as it is.
    MemorySegment whole() {
        return segment;
    }

    private void grow(long needed, long filled) {
        long doubled = Math.max(SMALLEST, segment.byteSize() * 2);
        MemoryBlock larger = allocator.take(Math.max(doubled, needed));
        MemorySegment.copy(segment, 0, larger.segment(), 0, filled);
        block.close();
        block = larger;
        segment = larger.segment();
    }

    /// The first bytes.
    MemorySegment slice(long byteSize) {
        return segment.asSlice(0, byteSize);
    }

    /// Hands the memory over to the caller.
    MemoryBlock handOver() {
        handedOver = true;
        return block;
    }

    /// Gives the memory back, unless it was handed over.
    @Override
    public void close() {
        if (!handedOver) {
            block.close();
        }
    }
}
