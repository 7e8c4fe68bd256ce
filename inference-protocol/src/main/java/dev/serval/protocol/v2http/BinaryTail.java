package dev.serval.protocol.v2http;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.RawTensors;
import java.lang.foreign.MemorySegment;

/// The raw bytes after the JSON, from which each binary input takes its share in the order of the
/// inputs.
final class BinaryTail {
    private final MemorySegment bytes;
    private final TensorAllocator allocator;
    private long taken;

    BinaryTail(MemorySegment bytes, TensorAllocator allocator) {
        this.bytes = bytes;
        this.allocator = allocator;
    }

    /// The tensor of the next `size` bytes.
    Tensor take(String name, DataType type, Shape shape, long size) {
        long left = bytes.byteSize() - taken;
        if (size < 0 || size > left) {
            throw new InvalidInput(
                    "input '%s': binary_data_size is %d, expected 0 to %d as so many bytes are left after the JSON"
                            .formatted(name, size, left));
        }
        MemorySegment share = bytes.asSlice(taken, size);
        taken += size;
        return RawTensors.read(name, type, shape, share, allocator);
    }

    void requireTaken() {
        long left = bytes.byteSize() - taken;
        if (left != 0) {
            throw new InvalidInput(
                    "the request: %d bytes are left after its binary inputs, expected none: the binary_data_size of all inputs add up to %d"
                            .formatted(left, taken));
        }
    }
}
