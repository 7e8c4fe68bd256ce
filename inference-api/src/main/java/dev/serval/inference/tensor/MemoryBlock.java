package dev.serval.inference.tensor;

import java.lang.foreign.MemorySegment;

/// A piece of off-heap memory on loan from a [TensorAllocator]. Whoever took it owns it and closes
/// it once; closing again does nothing.
public interface MemoryBlock extends Tensor.Release {
    /// Exactly the bytes that were asked for, 64-byte aligned. Their content is undefined.
    ///
    /// @throws IllegalStateException once the block is closed
    MemorySegment segment();

    @Override
    void close();
}
