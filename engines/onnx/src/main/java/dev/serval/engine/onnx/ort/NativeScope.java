package dev.serval.engine.onnx.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// A native object and the memory that goes with it, which any thread may use until all is freed
/// together. A call that is passed such a segment holds the scope open. A native image has another
/// class of this name, which leaves that guard out: there an arena that threads share cannot be
/// closed.
final class NativeScope implements AutoCloseable {
    private final Arena arena = Arena.ofShared();

    /// The pointer, which closing the scope hands to `release`.
    MemorySegment own(MemorySegment pointer, Consumer<MemorySegment> release) {
        return pointer.reinterpret(arena, release);
    }

    /// A string in C's form.
    MemorySegment allocateFrom(String text) {
        return arena.allocateFrom(text);
    }

    boolean isOpen() {
        return arena.scope().isAlive();
    }

    /// @throws IllegalStateException if a call is going or the scope is closed
    @Override
    public void close() {
        arena.close();
    }
}
