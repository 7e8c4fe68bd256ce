package dev.serval.inference.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory outside the heap that any thread may use and free. A native image has another of this
/// name: there an arena that threads share cannot be closed.
final class OffHeap {
    private final Arena arena;
    private final MemorySegment segment;

    private OffHeap(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /// @param alignment a power of two
    /// @throws OutOfMemoryError if there is not that much
    @SuppressWarnings("MustBeClosedChecker") // free() closes it
    static OffHeap allocate(long byteSize, long alignment) {
        Arena arena = Arena.ofShared();
        try {
            return new OffHeap(arena, arena.allocate(byteSize, alignment));
        } catch (Throwable refused) {
            arena.close();
            throw refused;
        }
    }

    MemorySegment segment() {
        return segment;
    }

    /// To be called once; the segment is not to be used after it.
    void free() {
        arena.close();
    }
}
