package dev.serval.inference.tensor;

/// Lends off-heap memory for tensors. Threads may share an allocator.
public interface TensorAllocator {
    /// A block of `byteSize` bytes, 64-byte aligned, with undefined content.
    ///
    /// @throws dev.serval.inference.failure.TooLarge if the size is beyond what this allocator
    ///   lends
    MemoryBlock take(long byteSize);

    /// The bytes now on loan; what a test compares to show that nothing leaks.
    long bytesOnLoan();
}
